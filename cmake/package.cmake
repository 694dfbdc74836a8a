# SPDX-License-Identifier: Apache-2.0
# The installed package. find_package(gtest_traffic) provides gtest_traffic::gtest_traffic, ::main, ::benchmark and
# gtest_traffic_discover_tests.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/gtest_traffic)
foreach(target IN ITEMS gtest_traffic gtest_traffic_main)
  if(TARGET ${target})
    install(TARGETS ${target} EXPORT gtest_traffic-targets)
  endif()
endforeach()
install(EXPORT gtest_traffic-targets NAMESPACE gtest_traffic:: DESTINATION ${package_dir})
if(TARGET gtest_traffic_benchmark)
  install(TARGETS gtest_traffic_benchmark EXPORT gtest_traffic-benchmark-targets)
  install(EXPORT gtest_traffic-benchmark-targets NAMESPACE gtest_traffic:: DESTINATION ${package_dir})
endif()

if(TARGET traffic_compare_program)
  install(TARGETS traffic_compare_program)
endif()
if(GTEST_TRAFFIC_TOOLS)
  install(TARGETS traffic_grade traffic_merge traffic_run)
endif()

# For editors: `# yaml-language-server: $schema=…` in a profile.
install(FILES gtest_traffic/profile/profile.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/gtest_traffic)

# The includes determine the public headers, at the time of the installation.
install(CODE "
  set(root [==[${PROJECT_SOURCE_DIR}]==])
  include(\"\${root}/cmake/public_headers.cmake\")
  traffic_public_headers(\"\${root}\" headers)
  foreach(header IN LISTS headers)
    cmake_path(GET header PARENT_PATH folder)
    file(INSTALL \"\${root}/\${header}\"
         DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_INCLUDEDIR}/\${folder}\")
  endforeach()
")

configure_package_config_file(cmake/gtest_traffic-config.cmake.in gtest_traffic-config.cmake
                              INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(gtest_traffic-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/gtest_traffic-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/gtest_traffic-config-version.cmake
  cmake/google_test.cmake
  cmake/gtest_traffic_discover_tests.cmake
  cmake/gtest_traffic_add_tests.cmake
  cmake/gtest_traffic_run_test.sh
  DESTINATION ${package_dir})

# The documents, in the folders of the source tree, so that their links work.
install(FILES CHANGELOG.md LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY gtest_traffic/docs DESTINATION ${CMAKE_INSTALL_DOCDIR}/gtest_traffic)
install(DIRECTORY suites/tutorial DESTINATION ${CMAKE_INSTALL_DOCDIR}/suites)
