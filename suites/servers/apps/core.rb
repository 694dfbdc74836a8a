# SPDX-License-Identifier: Apache-2.0
# The answer to a request, for the servers in Ruby. README.md describes it.

# Returns the status, the headers and the body.
def answer(method, path, query, headers, body)
  wish = query.split('&').to_h { |pair| name, value = pair.split('=', 2); [name, (value || '').gsub(/%(\h\h)/) { $1.hex.chr }] }
  sleep(wish['delay'].to_i / 1000.0) if wish['delay']
  raise 'as requested' if wish['fail']
  status = (wish['status'] || 200).to_i
  text = "#{method} #{path}?#{query}\n".b
  %w[content-type cookie range x-test].each { |name| text << "#{name}: #{headers[name]}\n".b if headers[name] && !headers[name].empty? }
  text << "body: #{body.bytesize} bytes, sum #{body.sum(32)}\n".b << body.b[0, 100] << "\n"
  text = 'x' * wish['size'].to_i if wish['size']
  fields = status == 204 ? {} : {'Content-Type' => 'text/plain'}
  fields['Location'] = wish['to'] if wish['to']
  fields['Set-Cookie'] = "#{wish['set']}=1; Path=/" if wish['set']
  fields['X-Large'] = 'l' * wish['large'].to_i if wish['large']
  if [204, 304].include?(status)
    text = ''
  elsif !wish['chunks']
    fields['Content-Length'] = (text.bytesize + (wish['short'] ? 10 : 0)).to_s
  end
  text = '' if method == 'HEAD'
  [status, fields, text]
end
