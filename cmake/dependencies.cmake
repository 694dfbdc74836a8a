# SPDX-License-Identifier: Apache-2.0
# Finds what Debian packages, and names the package where something is missing.

macro(traffic_require package debian_name)
  find_package(${package} ${ARGN} QUIET)
  if(NOT ${package}_FOUND)
    list(APPEND traffic_missing ${debian_name})
  endif()
endmacro()

# A project that adds this one as a subdirectory must see what our targets link.
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)
set(traffic_missing "")
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
traffic_require(GTest libgtest-dev)
if(GTest_FOUND AND NOT TARGET GTest::gmock)
  list(APPEND traffic_missing libgmock-dev)
endif()
traffic_require(fmt libfmt-dev)
traffic_require(OpenSSL libssl-dev 3.0)
traffic_require(Boost "libboost1.81-dev libboost-json1.81-dev libboost-context1.81-dev libboost-url1.81-dev"
                1.81 COMPONENTS json context url)
traffic_require(ZLIB zlib1g-dev)
find_package(PkgConfig QUIET)  # brotli and RE2 have no other way to be found
if(PkgConfig_FOUND)
  pkg_check_modules(re2 QUIET IMPORTED_TARGET GLOBAL re2)
  pkg_check_modules(brotlidec QUIET IMPORTED_TARGET GLOBAL libbrotlidec)
endif()
if(NOT brotlidec_FOUND)
  list(APPEND traffic_missing "pkg-config libbrotli-dev")
endif()
if(NOT re2_FOUND)
  list(APPEND traffic_missing libre2-dev)
endif()
if(GTEST_TRAFFIC_BENCHMARKS)
  traffic_require(benchmark libbenchmark-dev)
else()
  find_package(benchmark QUIET)  # gtest_traffic::benchmark exists where it does
endif()
if(GTEST_TRAFFIC_TESTS)
  traffic_require(CLI11 libcli11-dev)
  if(brotlidec_FOUND)
    pkg_check_modules(brotlienc QUIET IMPORTED_TARGET GLOBAL libbrotlienc)
  endif()
endif()

if(traffic_missing)
  list(JOIN traffic_missing " " traffic_missing)
  message(FATAL_ERROR "gtest_traffic needs packages that are not installed: ${traffic_missing}\n"
                      "  on Debian 12: apt-get install ${traffic_missing}")
endif()
