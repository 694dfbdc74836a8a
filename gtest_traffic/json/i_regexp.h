// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include "gtest_traffic/error.h"

namespace re2 {
class RE2;
}

namespace traffic::detail {

// Holds a compiled I-Regexp (RFC 9485). Outside of brackets, `^` and `$` are anchors, as in the
// mappings of the RFC. Matching takes linear time and little stack. Cheap to copy. Thread-safe.
class IRegexp {
 public:
  // Compiles a pattern in UTF-8. Returns an error for syntax that I-Regexp lacks (`\d`,
  // look-around), groups nested deeper than 100, and counts above 1000.
  static Expected<IRegexp> compile(std::string_view pattern);

  bool matches(std::string_view text) const;   // the whole text
  bool found_in(std::string_view text) const;  // any part of the text

 private:
  explicit IRegexp(std::shared_ptr<const re2::RE2> program);
  std::shared_ptr<const re2::RE2> program_;
};

}  // namespace traffic::detail
