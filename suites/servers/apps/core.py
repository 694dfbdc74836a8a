# SPDX-License-Identifier: Apache-2.0
"""The answer to a request, for the servers in Python. README.md describes it."""
import time
from urllib.parse import parse_qsl


class Answer:
    def __init__(self, method, path, query, headers, body):
        wish = dict(parse_qsl(query, keep_blank_values=True))
        if "delay" in wish:
            time.sleep(int(wish["delay"]) / 1000)
        if "fail" in wish:
            raise RuntimeError("as requested")
        self.status = int(wish.get("status", 200))
        self.chunks = "chunks" in wish
        text = "".join([f"{method} {path}?{query}\n"] + [
            f"{name}: {headers[name]}\n" for name in ("content-type", "cookie", "range", "x-test") if headers.get(name)
        ] + [f"body: {len(body)} bytes, sum {sum(body)}\n", body[:100].decode("latin-1") + "\n"])
        self.body = b"x" * int(wish["size"]) if "size" in wish else text.encode()
        self.headers = [("Content-Type", "text/plain")]
        if "to" in wish:
            self.headers.append(("Location", wish["to"]))
        if "set" in wish:
            self.headers.append(("Set-Cookie", wish["set"] + "=1; Path=/"))
        if "large" in wish:
            self.headers.append(("X-Large", "l" * int(wish["large"])))
        if self.status in (204, 304):
            self.body, self.chunks = b"", False
            if self.status == 204:
                self.headers = self.headers[1:]
        elif not self.chunks:
            self.headers.append(("Content-Length", str(len(self.body) + (10 if "short" in wish else 0))))
        if method == "HEAD":
            self.body = b""

    def pieces(self):
        size = max(1, (len(self.body) + 2) // 3)
        return [self.body[at:at + size] for at in range(0, len(self.body), size)]
