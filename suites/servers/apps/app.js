// SPDX-License-Identifier: Apache-2.0
// The answer to a request. README.md describes it. Runs as `node app.js PORT LOG`.
'use strict';
const fs = require('fs');
const http = require('http');
const zlib = require('zlib');

const [port, log] = [Number(process.argv[2]), process.argv[3]];

function decoded(value) {
  return Buffer.from(value.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}

function answer(request, response, body) {
  const at = request.url.indexOf('?');
  const path = at < 0 ? request.url : request.url.slice(0, at);
  const query = at < 0 ? '' : request.url.slice(at + 1);
  const wish = {};
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    wish[equals < 0 ? pair : pair.slice(0, equals)] = equals < 0 ? '' : decoded(pair.slice(equals + 1));
  }
  if (wish.fail) throw new Error('as requested');
  if (wish.reset) return request.socket.resetAndDestroy();
  if (wish.raw) return request.socket.end(wish.raw);
  if (wish.hints) response.writeEarlyHints({link: '</style.css>; rel=preload'});
  let text = `${request.method} ${path}?${query}\n`;
  for (const name of ['content-type', 'cookie', 'range', 'x-test']) {
    if (request.headers[name]) text += `${name}: ${request.headers[name]}\n`;
  }
  text += `body: ${body.length} bytes, sum ${body.reduce((sum, one) => sum + one, 0)}\n${body.subarray(0, 100).toString('latin1')}\n`;
  let bytes = wish.size ? Buffer.alloc(Number(wish.size), 'x') : Buffer.from(text);
  if (wish.delay) response.setHeader('Cache-Control', 'no-store');
  const status = Number(wish.status || 200);
  response.statusCode = status;
  if (wish.to) response.setHeader('Location', wish.to.toString('latin1'));
  if (wish.set) response.setHeader('Set-Cookie', `${wish.set}=1; Path=/`);
  if (wish.large) response.setHeader('X-Large', 'l'.repeat(Number(wish.large)));
  if (status === 204 || status === 304) return response.end();
  response.setHeader('Content-Type', 'text/plain');
  for (const [coding, encode] of [['gzip', zlib.gzipSync], ['br', zlib.brotliCompressSync], ['deflate', zlib.deflateSync]]) {
    if (!wish[coding]) continue;
    response.setHeader('Content-Encoding', coding);
    bytes = encode(bytes);
  }
  if (wish.bad) response.setHeader('Content-Encoding', 'gzip');
  if (wish.trailer) {
    response.setHeader('Trailer', 'X-Sum');
    response.addTrailers({'X-Sum': '1'});
  }
  if (wish.short) {
    response.strictContentLength = false;
    response.setHeader('Content-Length', bytes.length + 10);
    response.write(bytes, () => request.socket.destroy());
    return undefined;
  }
  if (!wish.chunks && !wish.trailer) response.setHeader('Content-Length', bytes.length);
  if (wish.chunks) {
    const size = Math.max(1, Math.ceil(bytes.length / 3));
    for (let begin = 0; begin < bytes.length; begin += size) response.write(bytes.subarray(begin, begin + size));
    return response.end();
  }
  return response.end(bytes);
}

http.createServer((request, response) => {
  fs.appendFileSync(log, `${request.method} ${request.url}\n`);
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const delay = /[?&]delay=(\d+)/.exec(request.url);
    setTimeout(() => {
      try {
        answer(request, response, Buffer.concat(parts));
      } catch (error) {
        response.writeHead(500, {'Content-Type': 'text/plain'});
        response.end('error\n');
      }
    }, delay ? Number(delay[1]) : 0);
  });
}).listen(port, '127.0.0.1');
