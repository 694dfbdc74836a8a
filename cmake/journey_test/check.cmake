# SPDX-License-Identifier: Apache-2.0
# cmake -DCOMPILER=g++ -DBUILT=… -DWORK=… -P check.cmake: builds the journeys in this folder with a compiler at each
# optimization level, and runs them. Skipped if the compiler is not installed.
cmake_minimum_required(VERSION 3.25)

find_program(PATH_OF_COMPILER ${COMPILER})
if(NOT PATH_OF_COMPILER)
  message("skipped: ${COMPILER} is not installed; apt-get install ${PACKAGES}")
  return()
endif()

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "expected the command above to exit with 0, got ${result}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
set(options -G Ninja -DCMAKE_BUILD_TYPE= -DCMAKE_PREFIX_PATH=${WORK}/prefix -DCMAKE_CXX_COMPILER=${PATH_OF_COMPILER})
if(COMPILER MATCHES "clang\\+\\+-([0-9]+)")
  list(APPEND options -DLINKER=-fuse-ld=lld-${CMAKE_MATCH_1})  # for the objects of clang with -flto
endif()
if(CCACHE)
  list(APPEND options -DCMAKE_CXX_COMPILER_LAUNCHER=${CCACHE})
endif()
run(${CMAKE_COMMAND} --install ${BUILT} --prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${WORK}/build ${options})
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${CMAKE_CTEST_COMMAND} --test-dir ${WORK}/build --no-tests=error --output-on-failure)
