# SPDX-License-Identifier: Apache-2.0
# A header is public if a user can reach it. Public are the headers directly in gtest_traffic/, those in its rooms that
# users include by name, and all headers that these include. `cmake -DROOT=<source tree> -P public_headers.cmake` prints
# them.
cmake_minimum_required(VERSION 3.25)

# Returns the public headers, relative to `root`. An include that is expensive for every user is an error.
function(traffic_public_headers root out)
  file(GLOB queue RELATIVE ${root} ${root}/gtest_traffic/*.h)
  list(APPEND queue gtest_traffic/benchmark/registration.h gtest_traffic/main/install.h gtest_traffic/main/suite.h)
  set(headers "")
  while(queue)
    list(POP_FRONT queue header)
    list(APPEND headers ${header})
    file(STRINGS ${root}/${header} lines REGEX "^ *# *include ")
    foreach(line IN LISTS lines)
      if(line MATCHES "[<\"](gtest_traffic/[^>\"]+)[>\"]")
        set(included ${CMAKE_MATCH_1})
        if(NOT EXISTS ${root}/${included})
          message(FATAL_ERROR "${header} includes ${included}, which does not exist")
        endif()
        if(NOT included IN_LIST headers AND NOT included IN_LIST queue)
          list(APPEND queue ${included})
        endif()
      elseif(line MATCHES "[<\"]((boost/(asio|beast)|openssl)[/.][^>\"]*|iostream|regex|thread)[>\"]")
        message(FATAL_ERROR "${header} is public and includes <${CMAKE_MATCH_1}>: hide it in a .cc file, "
                            "or no public header may include ${header}")
      endif()
    endforeach()
  endwhile()
  list(SORT headers)
  set(${out} ${headers} PARENT_SCOPE)
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  traffic_public_headers(${ROOT} headers)
  list(JOIN headers "\n" headers)
  execute_process(COMMAND ${CMAKE_COMMAND} -E echo "${headers}")  # because message() would write to stderr
endif()
