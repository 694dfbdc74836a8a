# SPDX-License-Identifier: Apache-2.0
# Checks of the source tree, in addition to the tests of the built programs.
set(ci ${PROJECT_SOURCE_DIR}/ci)
add_test(NAME Floors.IncludesGoDown COMMAND ${ci}/check_floors)
add_test(NAME Floors.FindViolations COMMAND ${ci}/check_floors --self-test)
add_test(NAME Names.AreListed COMMAND ${ci}/check_names)
add_test(NAME Names.FindDifferences COMMAND ${ci}/check_names --self-test)
add_test(NAME Functions.AreShort COMMAND ${ci}/check_functions)
add_test(NAME Functions.FindViolations COMMAND ${ci}/check_functions --self-test)
add_test(NAME Docs.QuoteBuiltSources COMMAND ${ci}/check_docs)
add_test(NAME Docs.FindMistakes COMMAND ${ci}/check_docs --self-test)
add_test(NAME Docs.ReadmeListsItsCommands COMMAND ${ci}/readme --list)
set_tests_properties(Docs.ReadmeListsItsCommands PROPERTIES LABELS tree PASS_REGULAR_EXPRESSION
  "ci/demo\n.*ci/test\n.*: cmake --preset release && cmake --build --preset release\n.*traffic_serve shop")
set_tests_properties(Floors.IncludesGoDown Floors.FindViolations Names.AreListed Names.FindDifferences
                     Functions.AreShort Functions.FindViolations Docs.FindMistakes Docs.QuoteBuiltSources
                     PROPERTIES LABELS tree)

add_test(NAME Discovery.ReportsTrueResults
         COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_CURRENT_LIST_DIR}/discover_test
                 -DBINARY=${CMAKE_BINARY_DIR}/discover_test -P ${CMAKE_CURRENT_LIST_DIR}/discover_test/check.cmake)
set_tests_properties(Discovery.ReportsTrueResults PROPERTIES LABELS tree TIMEOUT 300)

# These tests are slow, or a sanitizer does not change their results.
if(NOT GTEST_TRAFFIC_SANITIZER)
  add_test(NAME ThreadStorage.IsSmall COMMAND ${ci}/check_thread_storage $<TARGET_FILE:gtest_traffic>)
  set_tests_properties(ThreadStorage.IsSmall PROPERTIES LABELS tree)
  add_test(NAME Headers.CompileAlone COMMAND ${ci}/check_headers)
  set_tests_properties(Headers.CompileAlone PROPERTIES LABELS headers TIMEOUT 600 PROCESSORS 2
                       ENVIRONMENT CXX=${CMAKE_CXX_COMPILER})
  foreach(way IN ITEMS find_package add_subdirectory)
    add_test(NAME Package.${way}
             COMMAND ${CMAKE_COMMAND} -DWAY=${way} -DTREE=${PROJECT_SOURCE_DIR} -DBUILT=${PROJECT_BINARY_DIR}
                     -DBUILD_TYPE=${CMAKE_BUILD_TYPE} -DWORK=${CMAKE_BINARY_DIR}/consumer_${way}
                     -DCCACHE=${CCACHE} -P ${CMAKE_CURRENT_LIST_DIR}/consumer_test/check.cmake)
    set_tests_properties(Package.${way} PROPERTIES LABELS package TIMEOUT 900 PROCESSORS 2)
  endforeach()
  foreach(compiler IN ITEMS g++ clang++-16 clang++-19)
    string(REGEX REPLACE "clang\\+\\+-(.*)" "clang-\\1 lld-\\1" packages ${compiler})
    string(REGEX REPLACE "[^a-z0-9]+" "_" name ${compiler})
    add_test(NAME Journeys.${name}
             COMMAND ${CMAKE_COMMAND} -DCOMPILER=${compiler} "-DPACKAGES=${packages}" -DBUILT=${PROJECT_BINARY_DIR}
                     -DWORK=${CMAKE_BINARY_DIR}/journeys_${name} -DCCACHE=${CCACHE}
                     -P ${CMAKE_CURRENT_LIST_DIR}/journey_test/check.cmake)
    set_tests_properties(Journeys.${name} PROPERTIES LABELS package TIMEOUT 900 PROCESSORS 2
                         SKIP_REGULAR_EXPRESSION "^skipped: ")
  endforeach()
  foreach(compiler IN ITEMS g++-12 clang++-16)
    string(REGEX REPLACE "[^a-z0-9]+" "_" name ${compiler})
    add_test(NAME Misuse.${name} COMMAND ${CMAKE_CURRENT_LIST_DIR}/misuse_test/check.sh ${compiler}
                                         ${CMAKE_BINARY_DIR}/misuse_${name})
    set_tests_properties(Misuse.${name} PROPERTIES LABELS misuse TIMEOUT 300 SKIP_REGULAR_EXPRESSION "^skipped: ")
  endforeach()
endif()
