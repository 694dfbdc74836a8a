// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/net/tls_bio.h"

#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <cerrno>

#include "gtest_traffic/net/tls_stream.h"

namespace traffic::detail {
namespace {

TlsStream& stream_of(BIO* bio) { return *static_cast<TlsStream*>(BIO_get_data(bio)); }

int read(BIO* bio, char* to, std::size_t size, std::size_t* received) {
  BIO_clear_retry_flags(bio);
  const long count = stream_of(bio).receive_bytes(to, size);
  if (count > 0) *received = static_cast<std::size_t>(count);
  if (count < 0 && errno == EAGAIN) BIO_set_retry_read(bio);
  return count > 0 ? 1 : 0;
}

int write(BIO* bio, const char* from, std::size_t size, std::size_t* written) {
  BIO_clear_retry_flags(bio);
  const long count = stream_of(bio).send_bytes(from, size);
  if (count > 0) *written = static_cast<std::size_t>(count);
  if (count < 0 && errno == EAGAIN) BIO_set_retry_write(bio);
  return count > 0 ? 1 : 0;
}

long control(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_FLUSH) return 1;
  if (command == BIO_CTRL_EOF) return stream_of(bio).ended() ? 1 : 0;
  return 0;
}

BIO_METHOD* method() {
  static BIO_METHOD* const made = [] {
    BIO_METHOD* const methods = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
    BIO_meth_set_read_ex(methods, read);
    BIO_meth_set_write_ex(methods, write);
    BIO_meth_set_ctrl(methods, control);
    return methods;
  }();
  return made;
}

}  // namespace

void attach_tls_bio(ssl_st* ssl, TlsStream& stream) {
  BIO* const bio = BIO_new(method());
  BIO_set_data(bio, &stream);
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl, bio, bio);
}

}  // namespace traffic::detail
