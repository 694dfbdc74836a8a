// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include "gtest_traffic/base/error.h"

namespace re2 {
class RE2;
}

namespace traffic {

// Holds a compiled I-Regexp (RFC 9485). `^` and `$` outside of brackets are anchors, as in the
// RFC's own mappings. Takes time linear in the text and little stack. Cheap to copy; threads may
// share it.
class IRegexp {
 public:
  // Compiles UTF-8; refuses what I-Regexp lacks (`\d`, look-around), groups nested deeper than 100,
  // and counts above 1000.
  static Expected<IRegexp> compile(std::string_view pattern);

  bool matches(std::string_view text) const;   // the whole text
  bool found_in(std::string_view text) const;  // some part of it

 private:
  explicit IRegexp(std::shared_ptr<const re2::RE2> program);
  std::shared_ptr<const re2::RE2> program_;
};

}  // namespace traffic
