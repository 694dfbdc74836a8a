# SPDX-License-Identifier: Apache-2.0
# cmake -DWAY=find_package|add_subdirectory -DTREE=… -DBUILT=… -DWORK=… -P check.cmake: builds the project in this
# folder against the installed package or the source tree, and runs its tests.
cmake_minimum_required(VERSION 3.25)

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "expected the command above to exit with 0, got ${result}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK}/prefix ${WORK}/build)
set(options -G Ninja -DCMAKE_BUILD_TYPE=${BUILD_TYPE} -DEXAMPLES=${TREE}/gtest_traffic/docs/examples)
if(CCACHE)
  list(APPEND options -DCMAKE_CXX_COMPILER_LAUNCHER=${CCACHE})
  set(ENV{CCACHE_NOHASHDIR} true)  # as in the source tree
  set(ENV{CCACHE_IGNOREOPTIONS} "--param=ggc*")
endif()
if(WAY STREQUAL find_package)
  run(${CMAKE_COMMAND} --install ${BUILT} --prefix ${WORK}/prefix)
  list(APPEND options -DCMAKE_PREFIX_PATH=${WORK}/prefix)
  file(GLOB_RECURSE manual ${WORK}/prefix/*/login.md)
  if(NOT manual)
    message(FATAL_ERROR "expected the manual in the installation, found no login.md")
  endif()
else()
  list(APPEND options -DTREE=${TREE} -DCMAKE_UNITY_BUILD=ON)
endif()
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${WORK}/build ${options})
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${CMAKE_CTEST_COMMAND} --test-dir ${WORK}/build --no-tests=error --output-on-failure)
