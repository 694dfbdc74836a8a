# SPDX-License-Identifier: Apache-2.0
import sys

from twisted.internet import reactor, threads
from twisted.web import resource, server

from core import Answer


class Site(resource.Resource):
    isLeaf = True

    def render(self, request):
        path, _, query = request.uri.decode("latin-1").partition("?")
        headers = {name.decode().lower(): values[0].decode("latin-1")
                   for name, values in request.requestHeaders.getAllRawHeaders()}
        body = request.content.read()
        gone = []
        request.notifyFinish().addErrback(gone.append)

        def send(answer):
            if gone:
                return
            request.setResponseCode(answer.status)
            for name, value in answer.headers:
                request.responseHeaders.addRawHeader(name.encode(), value.encode())
            for piece in answer.pieces():
                request.write(piece)
            request.finish()

        def fail(failure):
            if not gone:
                request.processingFailed(failure)
        threads.deferToThread(Answer, request.method.decode(), path, query, headers, body).addCallbacks(send, fail)
        return server.NOT_DONE_YET

reactor.listenTCP(int(sys.argv[1]), server.Site(Site(), logPath=sys.argv[2]), interface="127.0.0.1")
reactor.run()
