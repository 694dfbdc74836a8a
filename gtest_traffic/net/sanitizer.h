// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tells ASan and TSan about stack switches; nothing in an ordinary build.

#if defined(__SANITIZE_ADDRESS__)
#define GTEST_TRAFFIC_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GTEST_TRAFFIC_ASAN 1
#endif
#endif

#if defined(__SANITIZE_THREAD__)
#define GTEST_TRAFFIC_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define GTEST_TRAFFIC_TSAN 1
#endif
#endif

#ifdef GTEST_TRAFFIC_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>
#endif
#ifdef GTEST_TRAFFIC_TSAN
#include <sanitizer/tsan_interface.h>
#endif
