<?php
// SPDX-License-Identifier: Apache-2.0
// The answer to a request. README.md describes it.
[$path, $query] = array_pad(explode('?', $_SERVER['REQUEST_URI'], 2), 2, '');
file_put_contents(getenv('APP_LOG'), "$_SERVER[REQUEST_METHOD] $_SERVER[REQUEST_URI]\n", FILE_APPEND);
$body = file_get_contents('php://input');
$wish = [];
foreach (explode('&', $query) as $pair) {
  [$name, $value] = array_pad(explode('=', $pair, 2), 2, '');
  $wish[$name] = rawurldecode($value);
}
if (isset($wish['delay'])) usleep(1000 * (int)$wish['delay']);
if (isset($wish['fail'])) throw new Exception('as requested');
$status = (int)($wish['status'] ?? 200);
$text = "$_SERVER[REQUEST_METHOD] $path?$query\n";
foreach (['content-type' => 'CONTENT_TYPE', 'cookie' => 'HTTP_COOKIE', 'range' => 'HTTP_RANGE', 'x-test' => 'HTTP_X_TEST'] as $name => $key) {
  if (!empty($_SERVER[$key])) $text .= "$name: $_SERVER[$key]\n";
}
$text .= 'body: ' . strlen($body) . ' bytes, sum ' . array_sum(unpack('C*', $body)) . "\n" . substr($body, 0, 100) . "\n";
if (isset($wish['size'])) $text = str_repeat('x', (int)$wish['size']);
http_response_code($status);
header('Content-Type: text/plain');
if (isset($wish['to'])) header('Location: ' . $wish['to'], true, $status);
if (isset($wish['set'])) header("Set-Cookie: $wish[set]=1; Path=/");
if (isset($wish['large'])) header('X-Large: ' . str_repeat('l', (int)$wish['large']));
if ($status == 204 || $status == 304) exit;
if (!isset($wish['chunks'])) header('Content-Length: ' . (strlen($text) + (isset($wish['short']) ? 10 : 0)));
if ($_SERVER['REQUEST_METHOD'] != 'HEAD') echo $text;
