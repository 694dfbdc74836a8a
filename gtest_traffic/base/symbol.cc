// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/base/symbol.h"

#include <cxxabi.h>
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

namespace traffic::detail {
namespace {

// A file in memory, read only.
class MappedFile {
 public:
  explicit MappedFile(const char* path) {
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    struct stat status {};
    if (fstat(descriptor, &status) == 0 && status.st_size > 0) {
      size_ = static_cast<std::size_t>(status.st_size);
      bytes_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    }
    close(descriptor);
  }
  ~MappedFile() {
    if (bytes_ != MAP_FAILED) munmap(bytes_, size_);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  // Returns `count` objects at an offset, or null if the file is too short.
  template <class T>
  const T* at(std::uint64_t offset, std::uint64_t count = 1) const {
    if (bytes_ == MAP_FAILED || offset > size_ || count > (size_ - offset) / sizeof(T)) {
      return nullptr;
    }
    return reinterpret_cast<const T*>(static_cast<const char*>(bytes_) + offset);
  }

 private:
  void* bytes_ = MAP_FAILED;
  std::size_t size_ = 0;
};

struct Function {
  std::string name;
  std::uint64_t offset = 0;  // of the address, from the start of the function
};

std::string demangled(const char* name) {
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name, nullptr, nullptr, nullptr), &std::free);
  return text == nullptr ? name : text.get();
}

// Finds the function at an address of the file.
Function function_at(const MappedFile& file, std::uint64_t address) {
  const auto* const head = file.at<ElfW(Ehdr)>(0);
  if (head == nullptr || std::memcmp(head->e_ident, ELFMAG, SELFMAG) != 0) return {};
  const auto* const sections = file.at<ElfW(Shdr)>(head->e_shoff, head->e_shnum);
  if (sections == nullptr) return {};
  for (unsigned i = 0; i < head->e_shnum; ++i) {
    const auto& section = sections[i];
    if (section.sh_type != SHT_SYMTAB || section.sh_link >= head->e_shnum) continue;
    const auto& names = sections[section.sh_link];
    const std::uint64_t count = section.sh_size / sizeof(ElfW(Sym));
    const auto* const symbols = file.at<ElfW(Sym)>(section.sh_offset, count);
    const char* const texts = file.at<char>(names.sh_offset, names.sh_size);
    if (symbols == nullptr || texts == nullptr) continue;
    for (std::uint64_t k = 0; k < count; ++k) {
      const auto& symbol = symbols[k];
      const bool holds = ELF64_ST_TYPE(symbol.st_info) == STT_FUNC && address >= symbol.st_value &&
                         address - symbol.st_value < symbol.st_size;
      if (!holds || symbol.st_name >= names.sh_size) continue;
      return {demangled(texts + symbol.st_name), address - symbol.st_value};
    }
  }
  return {};
}

}  // namespace

std::string symbol_at(const void* address) {
  Dl_info info{};
  const link_map* map = nullptr;
  if (dladdr1(address, &info, reinterpret_cast<void**>(const_cast<link_map**>(&map)),
              RTLD_DL_LINKMAP) == 0 ||
      map == nullptr) {
    return fmt::format("{}", address);
  }
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  const std::uint64_t offset = at - map->l_addr;
  // The entry of the program itself has an empty name.
  const bool program = map->l_name == nullptr || *map->l_name == 0;
  std::string_view file(info.dli_fname == nullptr ? "" : info.dli_fname);
  file.remove_prefix(file.find_last_of('/') + 1);
  Function function = function_at(MappedFile(program ? "/proc/self/exe" : map->l_name), offset);
  if (function.name.empty() && info.dli_sname != nullptr) {
    function = {demangled(info.dli_sname), at - reinterpret_cast<std::uintptr_t>(info.dli_saddr)};
  }
  const std::string place = fmt::format("{}+{:#x}", file, offset);
  if (function.name.empty()) return place;
  return fmt::format("{}+{:#x} ({})", function.name, function.offset, place);
}

}  // namespace traffic::detail
