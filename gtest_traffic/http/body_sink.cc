// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/body_sink.h"

#include <utility>

namespace traffic {

BodySink save_to(std::string path, SinkOptions options) {
  return {.kind = BodySink::Kind::kFile, .path = std::move(path), .options = options};
}

BodySink discard_body(SinkOptions options) {
  return {.kind = BodySink::Kind::kDiscard, .options = options};
}

BodySink hand_to(std::function<void(std::string_view)> function, SinkOptions options) {
  return {.kind = BodySink::Kind::kFunction, .function = std::move(function), .options = options};
}

}  // namespace traffic
