// SPDX-License-Identifier: Apache-2.0
// Journeys in a library that is loaded at run time, with all of their dependencies.
#include <gtest/gtest.h>
#include <gtest_traffic/install.h>

extern "C" int run_journeys(int* argc, char** argv);

int run_journeys(int* argc, char** argv) {
  testing::InitGoogleTest(argc, argv);
  traffic::Install(argc, argv);
  return RUN_ALL_TESTS();
}
