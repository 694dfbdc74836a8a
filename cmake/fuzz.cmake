# SPDX-License-Identifier: Apache-2.0
# A fuzz target is a source with LLVMFuzzerTestOneInput:
#
#   traffic_fuzz(name SOURCES source… [USES room…] [LINKS library…])
#
# makes the program and the test `<name>_corpus`, which runs every file of corpus/<name>/ through the program, with any
# compiler. With GTEST_TRAFFIC_FUZZ, which requires clang, it also makes the fuzzer `<name>_fuzz`. The target `fuzzers`
# builds all fuzzers, and ci/fuzz runs them.
option(GTEST_TRAFFIC_FUZZ "Build the fuzzers (clang only)" OFF)
if(GTEST_TRAFFIC_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL Clang)
    message(FATAL_ERROR "GTEST_TRAFFIC_FUZZ requires clang, got ${CMAKE_CXX_COMPILER_ID}: run ci/fuzz, which installs clang")
  endif()
  add_custom_target(fuzzers)
endif()

function(traffic_fuzz name)
  cmake_parse_arguments(arg "" "" "SOURCES;USES;LINKS" ${ARGN})
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
    message(FATAL_ERROR "traffic_fuzz(${name}): SOURCES is missing, or unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  set(closure "")
  foreach(room IN LISTS arg_USES)
    get_property(below GLOBAL PROPERTY traffic_closure_${room})
    list(APPEND closure ${below})
  endforeach()
  list(REMOVE_DUPLICATES closure)
  set(corpus ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})

  add_executable(${name}_corpus ${arg_SOURCES} ${PROJECT_SOURCE_DIR}/gtest_traffic/fuzz/corpus_main.cc)
  target_link_libraries(${name}_corpus PRIVATE ${closure} ${arg_LINKS} traffic_options)
  add_test(NAME ${name}_corpus COMMAND ${name}_corpus ${corpus})
  set_tests_properties(${name}_corpus PROPERTIES LABELS fuzz TIMEOUT 120)

  if(GTEST_TRAFFIC_FUZZ)
    add_executable(${name}_fuzz ${arg_SOURCES})
    target_link_libraries(${name}_fuzz PRIVATE ${closure} ${arg_LINKS} traffic_options)
    target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers ${name}_fuzz)
  endif()
endfunction()
