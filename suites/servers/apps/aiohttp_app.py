# SPDX-License-Identifier: Apache-2.0
import asyncio
import sys

from aiohttp import web

from core import Answer


async def handle(request):
    body = await request.read()
    headers = {name.lower(): value for name, value in request.headers.items()}
    print(request.method, request.raw_path, flush=True)
    answer = await asyncio.to_thread(Answer, request.method, request.path, request.query_string, headers, body)
    response = web.StreamResponse(status=answer.status, headers=answer.headers)
    if answer.chunks and request.version >= (1, 1):
        response.enable_chunked_encoding()
    await response.prepare(request)
    for piece in answer.pieces():
        await response.write(piece)
    return response

app = web.Application()
app.router.add_route("*", "/{any:.*}", handle)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
