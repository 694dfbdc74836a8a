// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/codec/download.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <utility>

namespace traffic::detail {

Download::~Download() { abandon(); }

Failure Download::begin() {
  abandon();
  size_ = 0;
  sha256_.clear();
  if (sink_->options.digest == Digest::kSha256) {
    digest_ = EVP_MD_CTX_new();
    EVP_DigestInit_ex(digest_, EVP_sha256(), nullptr);
  }
  if (sink_->kind != BodySink::Kind::kFile) return Failure::kNone;
  static std::atomic<std::uint64_t> number{0};
  partial_ = fmt::format("{}.{}-{}.part", sink_->path, ::getpid(), ++number);
  descriptor_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  return descriptor_ < 0 ? fail_to_write(errno) : Failure::kNone;
}

Failure Download::take(std::string_view bytes) {
  size_ += bytes.size();
  if (digest_ != nullptr) EVP_DigestUpdate(digest_, bytes.data(), bytes.size());
  if (sink_->kind == BodySink::Kind::kFunction) {
    try {
      sink_->function(bytes);
    } catch (const std::exception& exception) {
      detail_ = fmt::format("the function that receives the body threw: {}", exception.what());
      return Failure::kLocal;
    } catch (...) {
      detail_ = "the function that receives the body threw";
      return Failure::kLocal;
    }
  }
  while (descriptor_ >= 0 && !bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      return fail_to_write(errno);
    }
  }
  return Failure::kNone;
}

Failure Download::finish() {
  if (digest_ != nullptr) {
    std::array<unsigned char, 32> hash{};
    EVP_DigestFinal_ex(digest_, hash.data(), nullptr);
    EVP_MD_CTX_free(std::exchange(digest_, nullptr));
    for (const unsigned char byte : hash) sha256_ += fmt::format("{:02x}", byte);
  }
  if (descriptor_ < 0) return Failure::kNone;
  // A full disk may be reported only on close.
  const int closed = ::close(std::exchange(descriptor_, -1));
  if (closed != 0 || std::rename(partial_.c_str(), sink_->path.c_str()) != 0) {
    return fail_to_write(errno);
  }
  partial_.clear();
  return Failure::kNone;
}

Failure Download::fail_to_write(int error) {
  detail_ = fmt::format("cannot write '{}': {}", sink_->path, std::strerror(error));
  abandon();
  return Failure::kLocal;
}

void Download::abandon() {
  if (digest_ != nullptr) EVP_MD_CTX_free(std::exchange(digest_, nullptr));
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  if (!partial_.empty()) ::unlink(partial_.c_str());
  partial_.clear();
}

}  // namespace traffic::detail
