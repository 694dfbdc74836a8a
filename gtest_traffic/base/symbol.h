// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace traffic::detail {

// Describes a code address of this process: `Shop::pay(Order const&)+0x12 (shop_suite+0x4f2)`.
// Reads the symbol table of the file, which also has functions that are not exported. Without a
// symbol table, returns only the part in parentheses, which addr2line accepts.
std::string symbol_at(const void* address);

}  // namespace traffic::detail
