# SPDX-License-Identifier: Apache-2.0
import asyncio
import sys

import tornado.httpserver
import tornado.web

from core import Answer


class Handler(tornado.web.RequestHandler):
    async def answer(self):
        request = self.request
        headers = {name.lower(): value for name, value in request.headers.items()}
        answer = await asyncio.to_thread(Answer, request.method, request.path, request.query, headers, request.body)
        self.set_status(answer.status)
        self.clear_header("Content-Type")
        for name, value in answer.headers:
            self.add_header(name, value)
        for piece in answer.pieces():
            self.write(piece)
            await self.flush()

    get = head = post = put = patch = delete = options = answer

    def on_finish(self):
        print(self.request.method, self.request.uri, flush=True)


async def main():
    tornado.web.Application([(r".*", Handler)]).listen(int(sys.argv[1]), "127.0.0.1")
    await asyncio.Event().wait()

asyncio.run(main())
