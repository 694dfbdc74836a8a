# SPDX-License-Identifier: Apache-2.0
import asyncio

from core import Answer


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
    answer = await asyncio.to_thread(Answer, scope["method"], scope["path"], scope["query_string"].decode("latin-1"),
                                     headers, body)
    await send({"type": "http.response.start", "status": answer.status,
                "headers": [(name.encode(), value.encode()) for name, value in answer.headers]})
    for piece in answer.pieces():
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
