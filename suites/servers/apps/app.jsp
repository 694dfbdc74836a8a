<%@ page contentType="text/plain" pageEncoding="UTF-8" session="false" import="java.util.*" %><%--
SPDX-License-Identifier: Apache-2.0
The answer to a request. README.md describes it.
--%><%
String query = request.getQueryString() == null ? "" : request.getQueryString();
Map<String, String> wish = new HashMap<>();
for (String pair : query.split("&")) {
  String[] parts = pair.split("=", 2);
  try {
    wish.put(parts[0], parts.length < 2 ? "" : java.net.URLDecoder.decode(parts[1], "UTF-8"));
  } catch (IllegalArgumentException mistake) {
    wish.put(parts[0], parts[1]);
  }
}
byte[] body = request.getInputStream().readAllBytes();
if (wish.containsKey("delay")) Thread.sleep(Integer.parseInt(wish.get("delay")));
if (wish.containsKey("fail")) throw new RuntimeException("as requested");
int status = Integer.parseInt(wish.getOrDefault("status", "200"));
StringBuilder text = new StringBuilder(request.getMethod() + " " + request.getRequestURI() + "?" + query + "\n");
for (String name : List.of("content-type", "cookie", "range", "x-test")) {
  String value = request.getHeader(name);
  if (value != null) text.append(name + ": " + value + "\n");
}
long sum = 0;
for (byte one : body) sum += one & 0xff;
text.append("body: " + body.length + " bytes, sum " + sum + "\n");
text.append(new String(body, 0, Math.min(100, body.length), "ISO-8859-1") + "\n");
byte[] bytes = wish.containsKey("size") ? "x".repeat(Integer.parseInt(wish.get("size"))).getBytes() : text.toString().getBytes("UTF-8");
response.reset();
response.setStatus(status);
response.setContentType("text/plain");
if (wish.containsKey("to")) response.setHeader("Location", wish.get("to"));
if (wish.containsKey("set")) response.setHeader("Set-Cookie", wish.get("set") + "=1; Path=/");
if (wish.containsKey("large")) response.setHeader("X-Large", "l".repeat(Integer.parseInt(wish.get("large"))));
if (status != 204 && status != 304) {
  if (!wish.containsKey("chunks")) response.setContentLength(bytes.length + (wish.containsKey("short") ? 10 : 0));
  if (!request.getMethod().equals("HEAD")) {
    java.io.OutputStream sink = response.getOutputStream();
    sink.write(bytes);
    sink.flush();
  }
}
%>
