# SPDX-License-Identifier: Apache-2.0
# Included by CTest, never by a project. Lists the tests of `traffic_program` and adds them. The script that
# gtest_traffic_discover_tests generated sets the variables traffic_*.
cmake_minimum_required(VERSION 3.25)

# Applies the properties from the caller to a test.
function(traffic_set_properties test)
  set_tests_properties(${test} PROPERTIES
    TIMEOUT "${traffic_TIMEOUT}" RUN_SERIAL "${traffic_RUN_SERIAL}" WORKING_DIRECTORY "${traffic_directory}"
    SKIP_RETURN_CODE 77)
  foreach(name IN ITEMS LABELS FIXTURES_REQUIRED RESOURCE_LOCK ENVIRONMENT)
    if(NOT traffic_${name} STREQUAL "")
      set_tests_properties(${test} PROPERTIES ${name} "${traffic_${name}}")
    endif()
  endforeach()
  list(LENGTH traffic_PROPERTIES count)
  set(at 0)
  while(at LESS count)  # POP_FRONT would split a value that is a list
    math(EXPR next "${at} + 1")
    list(GET traffic_PROPERTIES ${at} name)
    list(GET traffic_PROPERTIES ${next} value)
    set_tests_properties(${test} PROPERTIES ${name} "${value}")
    math(EXPR at "${at} + 2")
  endwhile()
endfunction()

# Adds a test that fails with a text, so that a mistake is not mistaken for an empty list.
function(traffic_add_failure name text)
  add_test(${name} /bin/sh -c "printf '%s\\n' \"$0\" >&2; exit 1" "${text}")
  traffic_set_properties(${name})
endfunction()

# Adds a test that runs exactly one GoogleTest test. For two tests of one name, CTest would apply the last properties to
# both.
function(traffic_add_test name)
  set(test ${traffic_TEST_PREFIX}${name})
  get_property(owner GLOBAL PROPERTY traffic_owner_of_${test})
  if(owner)
    traffic_add_failure(${traffic_target}.twice_${traffic_call}_${name}
      "the tests of ${owner} and ${traffic_target} are both called '${test}': give one call of gtest_traffic_discover_tests a TEST_PREFIX, or filters that do not overlap")
    return()
  endif()
  set_property(GLOBAL PROPERTY traffic_owner_of_${test} ${traffic_target})
  string(REPLACE "/" "." file "${name}")
  # The program ends a hanging journey before CTest kills it, and reports the location.
  add_test(${test} /usr/bin/env "TRAFFIC_CTEST_TIMEOUT=${traffic_TIMEOUT}s"
           /bin/sh "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/gtest_traffic_run_test.sh"
           "${traffic_directory}/junit/${traffic_target}/${file}.xml" "${traffic_program}" "--gtest_filter=${name}")
  traffic_set_properties(${test})
  if(name MATCHES "(^|[./])DISABLED_")
    set_tests_properties(${test} PROPERTIES DISABLED TRUE)
  endif()
endfunction()

# Adds a test for each test in the output of --gtest_list_tests. Returns their number in `count`.
function(traffic_add_listed listing count)
  string(REGEX REPLACE " +#[^\n]*" "" listing "${listing}")     # parameters, in comments
  string(REGEX REPLACE "[][;\\]" "?" listing "${listing}")      # characters that would break a CMake list
  string(REPLACE "\n" ";" lines "${listing}")
  set(found 0)
  foreach(line IN LISTS lines)
    if(line MATCHES "^([^ ].*\\.)$")
      set(suite "${CMAKE_MATCH_1}")
    elseif(line MATCHES "^  ([^ ].*)$")
      set(name "${suite}${CMAKE_MATCH_1}")
      math(EXPR found "${found} + 1")
      if(name MATCHES "^[A-Za-z0-9_/]+\\.[A-Za-z0-9_/]+$")
        traffic_add_test(${name})
      else()
        traffic_add_failure(${traffic_target}.bad_name_${traffic_call}_${found}
          "test '${name}' of ${traffic_target} cannot be selected: --gtest_filter needs a name with only [A-Za-z0-9_]; rename the test, and put the readable form into value_param")
      endif()
    endif()
  endforeach()
  set(${count} ${found} PARENT_SCOPE)
endfunction()

# Runs the discovery of one call.
function(traffic_discover)
  set(failure ${traffic_target}.discovery_${traffic_call})
  if(NOT EXISTS "${traffic_program}")
    traffic_add_failure(${failure} "${traffic_program} is not built: build target ${traffic_target} first")
    return()
  endif()
  execute_process(
    COMMAND /usr/bin/env ${traffic_ENVIRONMENT}
            "${traffic_program}" --gtest_list_tests "--gtest_filter=${traffic_FILTER}"
    WORKING_DIRECTORY "${traffic_directory}" TIMEOUT 60
    OUTPUT_VARIABLE listing ERROR_VARIABLE errors RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    traffic_add_failure(${failure}
      "${traffic_program} --gtest_list_tests exited with '${result}' and did not list its tests:\n${listing}${errors}")
    return()
  endif()
  traffic_add_listed("${listing}" count)
  if(count EQUAL 0)
    traffic_add_failure(${failure}
      "${traffic_target} lists no test for the filter '${traffic_FILTER}'; a linker drops unreferenced tests from static libraries: link suites as OBJECT libraries, or correct the filter")
  endif()
endfunction()

traffic_discover()
