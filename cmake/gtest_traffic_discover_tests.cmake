# SPDX-License-Identifier: Apache-2.0
include_guard(GLOBAL)

# Registers each GoogleTest test of a program as a CTest test with the name `Suite.Name`:
#
#   gtest_traffic_discover_tests(target
#     [FILTER glob]               selects tests, in the syntax of --gtest_filter
#     [TEST_PREFIX prefix]        before each name, if two programs have a test of the same name
#     [LABELS label…] [FIXTURES_REQUIRED fixture…] [RESOURCE_LOCK resource…] [ENVIRONMENT NAME=value…]
#     [PROPERTIES name value …]   any other CTest property; quote a list as one value
#     [TIMEOUT seconds]           of each test; default 120
#     [RUN_SERIAL])               never in parallel with another test, for load checks
#
# To call it several times for one target, use filters that do not overlap:
#
#   gtest_traffic_discover_tests(shop_suite LABELS e2e FILTER -*Load.*)
#   gtest_traffic_discover_tests(shop_suite LABELS load FILTER *Load.* RUN_SERIAL)
#
# The program lists its tests when CTest starts, not at build time, and opens no connection for this. A mistake becomes
# a failing test with the reason: the program does not start, lists no test, or lists a name that a filter cannot select
# or that another program has. A test passes only if GoogleTest recorded that it ran and that nothing failed. It is shown
# as skipped only if nothing failed. GoogleTest's XML of each test stays in <binary dir>/junit/<target>/.
function(gtest_traffic_discover_tests target)
  set(lists LABELS FIXTURES_REQUIRED RESOURCE_LOCK ENVIRONMENT)
  cmake_parse_arguments(PARSE_ARGV 1 arg "RUN_SERIAL" "FILTER;TEST_PREFIX;TIMEOUT" "${lists};PROPERTIES")
  if(arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "gtest_traffic_discover_tests(${target}): unknown argument or missing value: "
                        "${arg_UNPARSED_ARGUMENTS} ${arg_KEYWORDS_MISSING_VALUES}")
  endif()
  list(LENGTH arg_PROPERTIES length)
  math(EXPR odd "${length} % 2")
  if(odd)
    message(FATAL_ERROR "gtest_traffic_discover_tests(${target}): PROPERTIES expects pairs of name and value, got: "
                        "${arg_PROPERTIES}")
  endif()
  if(NOT DEFINED arg_FILTER)
    set(arg_FILTER "*")
  endif()
  if(NOT DEFINED arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()

  get_property(calls TARGET ${target} PROPERTY traffic_discoveries)
  list(LENGTH calls call)
  set_property(TARGET ${target} APPEND PROPERTY traffic_discoveries "${arg_FILTER}")
  set(base ${CMAKE_CURRENT_BINARY_DIR}/${target}_tests_${call})

  # A script included by CTest keeps lists, but gtest_discover_tests flattens them.
  set(script "set(traffic_target [==[${target}]==])\n")
  string(APPEND script "set(traffic_call ${call})\n")
  string(APPEND script "set(traffic_program [==[$<TARGET_FILE:${target}>]==])\n")
  string(APPEND script "set(traffic_directory [==[${CMAKE_CURRENT_BINARY_DIR}]==])\n")
  foreach(name IN ITEMS FILTER TEST_PREFIX TIMEOUT RUN_SERIAL PROPERTIES ${lists})
    string(APPEND script "set(traffic_${name} [==[${arg_${name}}]==])\n")
  endforeach()
  string(APPEND script "include([==[${CMAKE_CURRENT_FUNCTION_LIST_DIR}/gtest_traffic_add_tests.cmake]==])\n")

  get_property(multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(multi_config)
    file(GENERATE OUTPUT ${base}_$<CONFIG>.cmake CONTENT "${script}")
    file(WRITE ${base}.cmake
         "set(traffic_base [==[${base}]==])\ninclude(\"\${traffic_base}_\${CTEST_CONFIGURATION_TYPE}.cmake\")\n")
  else()
    file(GENERATE OUTPUT ${base}.cmake CONTENT "${script}")
  endif()
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${base}.cmake)
endfunction()
