// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// Functions of the sanitizers that must be called for each stack switch. The references are weak:
// they are null unless the program is linked with a sanitizer, independent of the build of this
// library. The declarations are here because the sanitizers' own headers do not declare them as
// weak.
extern "C" {
[[gnu::weak]] void __sanitizer_start_switch_fiber(void** fake_stack, const void* low,
                                                  std::size_t size);
[[gnu::weak]] void __sanitizer_finish_switch_fiber(void* fake_stack, const void** low_before,
                                                   std::size_t* size_before);
[[gnu::weak]] void __asan_unpoison_memory_region(const volatile void* low, std::size_t size);
[[gnu::weak]] void __lsan_register_root_region(const void* low, std::size_t size);
[[gnu::weak]] void __lsan_unregister_root_region(const void* low, std::size_t size);
[[gnu::weak]] void* __tsan_get_current_fiber();
[[gnu::weak]] void* __tsan_create_fiber(unsigned flags);
[[gnu::weak]] void __tsan_destroy_fiber(void* fiber);
[[gnu::weak]] void __tsan_switch_to_fiber(void* fiber, unsigned flags);
}

namespace traffic::detail {

// Returns whether the program is linked with AddressSanitizer; the following functions do the same
// for the other sanitizers.
inline bool has_asan() { return __sanitizer_start_switch_fiber != nullptr; }
inline bool has_lsan() { return __lsan_register_root_region != nullptr; }
inline bool has_tsan() { return __tsan_switch_to_fiber != nullptr; }

}  // namespace traffic::detail
