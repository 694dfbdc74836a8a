// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/owned_text.h"

#include <memory_resource>
#include <string>

#include "gtest_traffic/base/matcher_pool.h"

namespace traffic::detail {

std::pmr::memory_resource& matcher_pool() {
  static auto* const pool = new std::pmr::synchronized_pool_resource;
  return *pool;
}

OwnedText::OwnedText(std::string_view text) {
  const auto copy = std::allocate_shared<const std::pmr::string>(
      std::pmr::polymorphic_allocator<std::pmr::string>(&matcher_pool()), text);
  view_ = *copy;
  owner_ = copy;
}

}  // namespace traffic::detail
