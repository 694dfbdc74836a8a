# SPDX-License-Identifier: Apache-2.0
# A program can hold only one GoogleTest. A library that was built with another GoogleTest links, but then crashes or
# loses tests.

# Fails if the tree builds its own GoogleTest, or if find_package found a version other than the one that gtest_traffic
# was built with.
function(traffic_refuse_second_google_test built_with remedy)
  set(text "gtest_traffic was built with the installed GoogleTest ${built_with}. A program can hold only one. ${remedy}")
  foreach(target IN ITEMS gtest gmock GTest::gtest GTest::gmock)
    if(TARGET ${target})
      get_target_property(imported ${target} IMPORTED)
      get_target_property(version ${target} VERSION)
      if(NOT imported)
        message(FATAL_ERROR "This tree builds a GoogleTest of its own (target ${target}, version ${version}), but ${text}")
      endif()
    endif()
  endforeach()
  if(GTest_VERSION AND NOT GTest_VERSION VERSION_EQUAL built_with)
    message(FATAL_ERROR "GoogleTest ${GTest_VERSION} was found in ${GTest_DIR}, but ${text}")
  endif()
endfunction()

# Checks now, and again when the whole tree has been read, because GoogleTest may be added after gtest_traffic.
macro(traffic_expect_one_google_test built_with remedy)
  traffic_refuse_second_google_test("${built_with}" "${remedy}")
  cmake_language(EVAL CODE "cmake_language(DEFER DIRECTORY [==[${CMAKE_SOURCE_DIR}]==]
    CALL traffic_refuse_second_google_test [==[${built_with}]==] [==[${remedy}]==])")
endmacro()
