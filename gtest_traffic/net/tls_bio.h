// SPDX-License-Identifier: Apache-2.0
#pragma once

struct ssl_st;

namespace traffic {

class TlsStream;

// Makes a connection of OpenSSL read and write the stream's socket. OpenSSL's own way would raise
// SIGPIPE and ask the system when it is known that nothing has come.
void attach_tls_bio(ssl_st* ssl, TlsStream& stream);

}  // namespace traffic
