// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace traffic {

// Holds options for an uploaded file in a form.
struct FileOptions {
  std::string name = {};                          // default: the last part of the path
  std::string type = "application/octet-stream";  // its Content-Type
};

// Describes a file to upload, on disk or in memory. A file on disk is streamed, not loaded.
struct File {
  std::string path = {};   // empty: in memory
  std::string bytes = {};  // of a file in memory
  std::string name = {};
  std::string type = {};
};

// Returns a file on disk. A relative path starts at the working directory. If the file cannot be
// read when the request is made, nothing is sent and the check fails.
File file(std::string path, FileOptions options = {});

// Returns a file in memory: `file_of(csv, {.name = "orders.csv", .type = "text/csv"})`.
File file_of(std::string bytes, FileOptions options);

}  // namespace traffic
