// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/body.h"
#include "gtest_traffic/body_sink.h"

namespace traffic::detail {

class Download;
class Upload;

// Describes the special handling of a request body and its response body.
struct Transfer {
  // Sends the body after the head; null: the body follows the head in memory.
  Upload* upload = nullptr;
  Download* download = nullptr;  // null: the response body stays in memory
  Expect expect = Expect::kNothing;
  Decoding decoding = Decoding::kAutomatic;
};

}  // namespace traffic::detail
