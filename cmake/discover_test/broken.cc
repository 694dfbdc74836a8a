// SPDX-License-Identifier: Apache-2.0
// Fails to list its tests.
#include <cstdio>

int main() {
  std::fputs("flag --traffic_rate: expected a rate\n", stderr);
  return 2;
}
