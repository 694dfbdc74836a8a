# SPDX-License-Identifier: Apache-2.0
# A header directly in gtest_traffic/ is public. The headers that public headers include are installed too, but they are
# internal. `cmake -DROOT=<source tree> -P public_headers.cmake` prints the list of installed headers.
cmake_minimum_required(VERSION 3.25)

# Returns the headers to install, relative to `root`. An include that is expensive for every user is an error.
function(traffic_public_headers root out)
  file(GLOB queue RELATIVE ${root} ${root}/gtest_traffic/*.h)
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
        message(FATAL_ERROR "${header} is installed and includes <${CMAKE_MATCH_1}>: move the include to a .cc file, "
                            "or do not include ${header} from a public header")
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
