// SPDX-License-Identifier: Apache-2.0
// plugin_host LIBRARY [OPTION…]: loads the library and runs its journeys.
#include <dlfcn.h>

#include <cstdio>

int main(int argc, char** argv) {
  void* const library = argc > 1 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : nullptr;
  void* const symbol = library != nullptr ? dlsym(library, "run_journeys") : nullptr;
  if (symbol == nullptr) {
    std::fprintf(stderr, "%s\n", dlerror());
    return 2;
  }
  int rest = argc - 1;
  return reinterpret_cast<int (*)(int*, char**)>(symbol)(&rest, argv + 1);
}
