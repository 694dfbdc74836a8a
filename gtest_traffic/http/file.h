// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace traffic {

// Says how a file presents itself.
struct FileOptions {
  std::string name = {};                          // default: the last part of its path
  std::string type = "application/octet-stream";  // its Content-Type
};

// A file to upload: on disk, where it is read while it is sent and never held, or in memory.
struct File {
  std::string path;   // empty: in memory
  std::string bytes;  // of a file in memory
  std::string name;
  std::string type;
};

// Names a file on disk; relative to the working directory. One that cannot be read when the request
// is made is a failed check, and nothing is sent.
File file(std::string path, FileOptions options = {});

// Makes a file of bytes: `file_of(csv, {.name = "orders.csv", .type = "text/csv"})`.
File file_of(std::string bytes, FileOptions options);

}  // namespace traffic
