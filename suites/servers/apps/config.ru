# SPDX-License-Identifier: Apache-2.0
require_relative 'core'

run(lambda do |env|
  headers = {'content-type' => env['CONTENT_TYPE'], 'cookie' => env['HTTP_COOKIE'], 'range' => env['HTTP_RANGE'],
             'x-test' => env['HTTP_X_TEST']}
  status, fields, text = answer(env['REQUEST_METHOD'], env['PATH_INFO'], env['QUERY_STRING'], headers, env['rack.input'].read)
  [status, fields, [text]]
end)
