// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace traffic {

// Describes an address in the code of this process: `Shop::pay(Order const&)+0x12
// (shop_suite+0x4f2)`. Reads the symbol table of the file, also where functions are not exported;
// without one there is only the second part, which addr2line takes.
std::string symbol_at(const void* address);

}  // namespace traffic
