# SPDX-License-Identifier: Apache-2.0
import http
import os

from core import Answer


def app(environ, start_response):
    if "APP_LOG" in os.environ:
        with open(os.environ["APP_LOG"], "a") as log:
            print(environ["REQUEST_METHOD"], environ["PATH_INFO"].encode("unicode_escape").decode(), file=log)
    length = environ.get("CONTENT_LENGTH")
    stream = environ["wsgi.input"]
    if length:
        body = stream.read(int(length))
    elif environ.get("HTTP_TRANSFER_ENCODING") or environ.get("wsgi.input_terminated"):
        body = stream.read()
    else:
        body = b""
    headers = {"content-type": environ.get("CONTENT_TYPE"), "cookie": environ.get("HTTP_COOKIE"),
               "range": environ.get("HTTP_RANGE"), "x-test": environ.get("HTTP_X_TEST")}
    answer = Answer(environ["REQUEST_METHOD"], environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace"),
                    environ.get("QUERY_STRING", ""), headers, body)
    start_response(f"{answer.status} {http.HTTPStatus(answer.status).phrase}", answer.headers)
    return answer.pieces()
