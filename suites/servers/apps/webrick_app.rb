# SPDX-License-Identifier: Apache-2.0
require 'webrick'
require_relative 'core'

# Answers every method.
class Answers < WEBrick::HTTPServlet::AbstractServlet
  def service(request, response)
    headers = {'content-type' => request['content-type'], 'cookie' => request['cookie'], 'range' => request['range'],
               'x-test' => request['x-test']}
    body = (request.body if %w[POST PUT PATCH DELETE].include?(request.request_method)) || ''
    status, fields, text = answer(request.request_method, request.unparsed_uri.split('?', 2)[0], request.query_string || '',
                                  headers, body)
    response.status = status
    response.chunked = !fields.key?('Content-Length') && ![204, 304].include?(status)
    fields.each { |name, value| response[name] = value }
    response.body = text
  end
end

log = File.open(ARGV[1], 'a')
log.sync = true
server = WEBrick::HTTPServer.new(BindAddress: '127.0.0.1', Port: ARGV[0].to_i, Logger: WEBrick::Log.new(File::NULL),
                                 AccessLog: [[log, '%m %U']])
server.mount('/', Answers)
trap('TERM') { server.shutdown }
server.start
