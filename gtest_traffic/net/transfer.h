// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gtest_traffic/http/body.h"
#include "gtest_traffic/http/body_sink.h"

namespace traffic {

class Download;
class Upload;

// Says what is special about a request's body and its response's.
struct Transfer {
  Upload* upload = nullptr;      // what follows the request's head; null: its body is with it
  Download* download = nullptr;  // null: the response's body is held
  Expect expect = Expect::kNothing;
  Decoding decoding = Decoding::kAutomatic;
};

}  // namespace traffic
