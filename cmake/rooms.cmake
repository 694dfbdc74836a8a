# SPDX-License-Identifier: Apache-2.0
# A room is a folder of gtest_traffic/. Its sources form an object library `traffic_<room>`, which links only lower
# rooms. Its tests form one program `<room>_test`.

add_library(traffic_options INTERFACE)
target_compile_features(traffic_options INTERFACE cxx_std_20)
if(GTEST_TRAFFIC_WERROR)
  target_compile_options(traffic_options INTERFACE -Wall -Wextra -Wpedantic -Wno-missing-field-initializers -Werror
                         $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local>)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # False positives of optimizing g++ 12: -Wrestrict on std::string (GCC bug 105651), and -Wstringop-overread on Boost's
  # small_vector. The second warning is enabled even without -Wall.
  target_compile_options(traffic_options INTERFACE -Wno-restrict -Wno-stringop-overread)
  # The same bug causes two more warnings for "text" + std::string(…), which is frequent in tests.
  set(test_options -Wno-array-bounds -Wno-stringop-overflow)
  if(GTEST_TRAFFIC_SANITIZER)
    list(APPEND test_options -Wno-maybe-uninitialized)  # in std::regex
  endif()
endif()
if(GTEST_TRAFFIC_SANITIZER)
  add_compile_options(-fsanitize=${GTEST_TRAFFIC_SANITIZER} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${GTEST_TRAFFIC_SANITIZER})
  if(GTEST_TRAFFIC_SANITIZER STREQUAL "thread")
    # False positives of g++ 12: it treats a moved string as a short one, and an empty optional as a full one.
    add_compile_options(-Wno-array-bounds -Wno-stringop-overflow -Wno-maybe-uninitialized)
  endif()
endif()

# A project that adds this one may use strict warnings, which must not apply to our sources.
if(NOT PROJECT_IS_TOP_LEVEL)
  add_compile_options(-w)
endif()

# Users link the libraries into programs and into their own shared libraries. These flags avoid most of the cost of
# position-independent code: functions are not resolved at run time, and thread-local variables have a fixed offset.
function(traffic_position_independent target)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_compile_options(${target} PRIVATE -fno-semantic-interposition -ftls-model=initial-exec)
endfunction()

# GCC collects garbage only above half a gigabyte, which reduces the compile time by an eighth.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND PROJECT_IS_TOP_LEVEL)
  add_compile_options(--param=ggc-min-heapsize=524288)
endif()

find_program(CCACHE ccache)
if(CCACHE AND PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Build trees share the compiler cache, and so does the consumer project in cmake/consumer_test.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_NOHASHDIR=true "CCACHE_IGNOREOPTIONS=--param=ggc*" ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD AND PROJECT_IS_TOP_LEVEL)
  add_link_options(-fuse-ld=mold)
endif()

# Precompiles the headers that nearly every test includes. GCC uses the result only with the same definitions, so tests
# have the definitions of all libraries.
if(GTEST_TRAFFIC_TESTS)
  file(CONFIGURE OUTPUT test_headers.cc CONTENT "")
  add_library(traffic_test_headers OBJECT ${CMAKE_CURRENT_BINARY_DIR}/test_headers.cc)
  target_link_libraries(traffic_test_headers PUBLIC Boost::json Boost::context Boost::url fmt::fmt PkgConfig::re2
                                                    GTest::gmock traffic_options)
  target_compile_options(traffic_test_headers PUBLIC ${test_options})
  target_precompile_headers(traffic_test_headers PRIVATE <gmock/gmock.h> <fmt/format.h> <boost/json/value.hpp>)
endif()

# Makes a test program use the precompiled headers.
function(traffic_test_headers program)
  target_link_libraries(${program} PRIVATE traffic_test_headers)
  target_include_directories(${program} PRIVATE ${PROJECT_SOURCE_DIR})
  target_precompile_headers(${program} REUSE_FROM traffic_test_headers)
endfunction()

function(traffic_room room)
  cmake_parse_arguments(arg "" "" "SOURCES;TESTS;USES;LINKS;TEST_USES" ${ARGN})
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "traffic_room(${room}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  add_library(traffic_${room} OBJECT ${arg_SOURCES})
  traffic_position_independent(traffic_${room})
  target_include_directories(traffic_${room} PUBLIC ${PROJECT_SOURCE_DIR})
  set(closure traffic_${room})
  set(links ${arg_LINKS})
  foreach(lower IN LISTS arg_USES)
    get_property(below GLOBAL PROPERTY traffic_closure_${lower})
    list(APPEND closure ${below})
    get_property(below GLOBAL PROPERTY traffic_links_${lower})
    list(APPEND links ${below})
  endforeach()
  list(REMOVE_DUPLICATES closure)
  list(REMOVE_DUPLICATES links)
  target_link_libraries(traffic_${room} PUBLIC ${links} PRIVATE traffic_options)
  set_property(GLOBAL PROPERTY traffic_closure_${room} ${closure})
  set_property(GLOBAL PROPERTY traffic_links_${room} ${links})
  set_property(GLOBAL APPEND PROPERTY traffic_rooms ${room})
  set_property(GLOBAL APPEND PROPERTY traffic_links ${arg_LINKS})
  if(arg_TESTS AND GTEST_TRAFFIC_TESTS)
    foreach(extra IN LISTS arg_TEST_USES)
      get_property(below GLOBAL PROPERTY traffic_closure_${extra})
      list(APPEND closure ${below})
    endforeach()
    list(REMOVE_DUPLICATES closure)
    add_executable(${room}_test ${arg_TESTS})
    target_link_libraries(${room}_test PRIVATE ${closure} GTest::gtest_main)
    traffic_test_headers(${room}_test)
    gtest_traffic_discover_tests(${room}_test LABELS unit)
  endif()
endfunction()
