// SPDX-License-Identifier: Apache-2.0
#pragma once

struct ssl_st;

namespace traffic::detail {

class TlsStream;

// Makes an OpenSSL connection read and write through the stream's socket. The default BIO of
// OpenSSL raises SIGPIPE, and makes system calls even if no data can be available.
void attach_tls_bio(ssl_st* ssl, TlsStream& stream);

}  // namespace traffic::detail
