// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>
#include <utility>

namespace traffic::detail {

// Calls the function when this thread ends. The last registered function is called first.
void at_thread_exit(void (*call)());

// Returns an object of this thread, one for each type of `make`. The first call creates it with
// `make`. The object is on the heap: a module that is loaded at run time has only a few hundred
// bytes for the thread-local variables of all of its libraries.
template <class Make>
std::invoke_result_t<const Make&>& per_thread(const Make& make) {
  using Made = std::invoke_result_t<const Make&>;
  constinit thread_local Made* object = nullptr;
  if (object == nullptr) [[unlikely]] {
    object = new Made(make());
    at_thread_exit([] { delete std::exchange(object, nullptr); });
  }
  return *object;
}

}  // namespace traffic::detail
