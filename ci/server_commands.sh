# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The servers of ci/servers, which sources this file. Each function use_NAME configures a server in the folder $here on
# 127.0.0.1:$port and sets `command`. The server writes one line to $log for each request, which `pattern` matches.
# Servers without an application of their own forward /cgi-bin/ to 127.0.0.1:$origin, where app.js runs, or start
# app.cgi. $root is the folder with the files. `flags` are flags of this library that the server needs.
# shellcheck disable=SC2034,SC2154  # the caller sets and uses the variables

# The servers and their Debian packages.
server_packages=(
  node=nodejs nginx=nginx-light apache2=apache2 lighttpd=lighttpd haproxy=haproxy varnish=varnish squid=squid
  caddy=caddy h2o=h2o busybox=busybox mini_httpd=mini-httpd http_server=python3 gunicorn=gunicorn uvicorn=uvicorn
  waitress=python3-waitress cheroot=python3-cheroot tornado=python3-tornado aiohttp=python3-aiohttp twisted=python3-twisted
  puma=puma webrick=ruby-webrick php=php-cli mojolicious=libmojolicious-perl hypnotoad=libmojolicious-perl
  starman=starman tomcat=tomcat10)

use_node() { command=(node "$apps/app.js" "$port" "$log"); }
use_nginx() {
  cat >"$here/conf" <<END
daemon off; pid $here/pid; error_log $here/errors; user root; worker_processes 1; events {}
http {
  types { text/html html; text/plain txt; }
  log_format line '\$request'; access_log $log line;
  client_body_temp_path $here/a; proxy_temp_path $here/b; fastcgi_temp_path $here/c;
  uwsgi_temp_path $here/d; scgi_temp_path $here/e;
  gzip on; gzip_types text/plain;
  server {
    listen 127.0.0.1:$port;
    root $root;
    location /cgi-bin/ {
      proxy_pass http://127.0.0.1:$origin;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host \$http_host;
    }
    location /private/ { auth_basic "private"; auth_basic_user_file $root/private/.htpasswd; }
  }
}
END
  command=(nginx -e "$here/errors" -c "$here/conf")
}
use_apache2() {
  local name
  {
    for name in mpm_event authz_core authz_user authn_core authn_file auth_basic auth_digest alias dir mime filter \
      deflate cgid; do
      echo "LoadModule ${name}_module /usr/lib/apache2/modules/mod_$name.so"
    done
    cat <<END
ServerName localhost
Listen 127.0.0.1:$port
User www-data
Group www-data
PidFile $here/pid
ErrorLog $here/errors
ScriptSock $here/cgid
LogFormat "%r" line
CustomLog $log line
DocumentRoot $root
TypesConfig /etc/mime.types
AddOutputFilterByType DEFLATE text/html text/plain
ScriptAlias /cgi-bin/ $root/cgi-bin/
<Directory $root>
Options FollowSymLinks ExecCGI
</Directory>
<Location /private/>
AuthType Basic
AuthName private
AuthUserFile $root/private/.htpasswd
Require valid-user
</Location>
<Location /digest/>
AuthType Digest
AuthName private
AuthUserFile $root/digest/.htdigest
Require valid-user
</Location>
END
  } >"$here/conf"
  command=(apache2 -D FOREGROUND -d "$here" -f "$here/conf")
}
use_lighttpd() {
  cat >"$here/conf" <<END
server.modules = ("mod_auth", "mod_authn_file", "mod_accesslog", "mod_cgi", "mod_deflate")
server.document-root = "$root"
server.bind = "127.0.0.1"
server.port = $port
server.errorlog = "$here/errors"
accesslog.filename = "|/usr/bin/tee -a $log"
accesslog.format = "%r"
server.stream-request-body = 0
mimetype.assign = (".html" => "text/html", ".txt" => "text/plain")
index-file.names = ("index.html")
deflate.mimetypes = ("text/")
deflate.allowed-encodings = ("gzip", "deflate")
\$HTTP["url"] =~ "^/cgi-bin/" { cgi.assign = ("" => "") }
\$HTTP["url"] =~ "^/private/" {
  auth.backend = "htpasswd"
  auth.backend.htpasswd.userfile = "$root/private/.htpasswd"
  auth.require = ("" => ("method" => "basic", "realm" => "private", "require" => "valid-user"))
}
\$HTTP["url"] =~ "^/digest/" {
  auth.backend = "htdigest"
  auth.backend.htdigest.userfile = "$root/digest/.htdigest"
  auth.require = ("" => ("method" => "digest", "realm" => "private", "require" => "valid-user"))
}
END
  command=(lighttpd -D -f "$here/conf")
}
use_haproxy() {
  cat >"$here/conf" <<END
defaults
  mode http
  log-format %HM\ %HU\ %ST\ %rt
  timeout client 10s
  timeout server 10s
  timeout connect 2s
frontend all
  log stdout format raw local0
  bind 127.0.0.1:$port
  default_backend origin
backend origin
  compression algo gzip
  compression type text/plain
  server origin 127.0.0.1:$origin
END
  command=(haproxy -db -f "$here/conf") log=$here/out pattern='^[A-Z]+ '
}
use_varnish() {
  command=(bash -c "varnishd -F -j none -n '$here/work' -a 127.0.0.1:$port -b 127.0.0.1:$origin -p cli_timeout=30 &
    for ((i = 0; i < 50; ++i)); do sleep 0.2; varnishncsa -n '$here/work' -F '%m %U%q' -w '$log' && break; done & wait")
}
use_squid() {
  chmod 777 "$here"
  cat >"$here/conf" <<END
http_port 127.0.0.1:$port accel defaultsite=127.0.0.1 vhost
cache_peer 127.0.0.1 parent $origin 0 no-query originserver no-digest name=origin
http_access allow all
cache deny all
never_direct allow all
logformat line %rm %ru
access_log stdio:$log line
buffered_logs off
cache_log $here/errors
pid_filename $here/pid
coredump_dir $here
shutdown_lifetime 0 seconds
visible_hostname squid
mime_table /usr/share/squid/mime.conf
END
  command=(squid -N -f "$here/conf")
}
use_caddy() {
  # The hash of the password costs little time, unlike those of `caddy hash-password`.
  cat >"$here/conf" <<END
{
  admin off
  auto_https off
}
http://:$port {
  bind 127.0.0.1
  log {
    output file $log
  }
  root * $root
  encode gzip
  reverse_proxy /cgi-bin/* 127.0.0.1:$origin
  basicauth /private/* {
    ada JDJhJDA0JFdHWFM5bS85RC5HVzd3U0hjdGdhSXVhcVUubWtXMnBRREpBVHEvcVNKYzdjRkU0M0dubnRx
  }
  file_server
}
END
  command=(env HOME="$here" XDG_DATA_HOME="$here" XDG_CONFIG_HOME="$here"
    caddy run --config "$here/conf" --adapter caddyfile)
}
use_h2o() {
  cat >"$here/conf" <<END
user: root
num-threads: 1
pid-file: $here/pid
error-log: $here/errors
access-log: {path: $log, format: "%m %U%q"}
compress: ON
listen: {host: 127.0.0.1, port: $port}
hosts:
  default:
    paths:
      /cgi-bin: {proxy.reverse.url: "http://127.0.0.1:$origin/cgi-bin"}
      /: {file.dir: $root}
END
  command=(h2o -m worker -c "$here/conf")
}
use_busybox() {
  printf '/private:ada:secret\n' >"$here/conf"
  command=(busybox httpd -f -vv -p "127.0.0.1:$port" -h "$root" -c "$here/conf") log=$here/out pattern=' url:'
  # It closes the connection after a script without `Connection: close`.
  flags=(--traffic_max_idle=0)
}
use_mini_httpd() {
  command=(mini_httpd -D -p "$port" -h 127.0.0.1 -d "$root" -c 'cgi-bin/*' -u root -l "$log" -i "$here/pid")
}
use_http_server() {
  command=(python3 -u -m http.server --cgi --bind 127.0.0.1 --directory "$root" "$port")
  log=$here/out pattern='" [0-9-]+ '
}
use_gunicorn() {
  command=(gunicorn --chdir "$apps" -k gthread --threads 16 --access-logfile "$log" -b "127.0.0.1:$port" wsgi:app)
}
use_uvicorn() {
  command=(uvicorn --app-dir "$apps" --host 127.0.0.1 --port "$port" asgi:app) log=$here/out pattern='" [0-9]+'
}
use_waitress() {
  command=(env "APP_LOG=$log" "PYTHONPATH=$apps" python3 -m waitress --threads=16 --listen="127.0.0.1:$port" wsgi:app)
  # It closes the connection after a HEAD without `Connection: close`.
  flags=(--traffic_max_idle=0)
}
use_cheroot() {
  command=(env "APP_LOG=$log" "PYTHONPATH=$apps" python3 -m cheroot --bind "127.0.0.1:$port" wsgi:app)
  # It closes the connection after an error without `Connection: close`.
  flags=(--traffic_max_idle=0)
}
use_tornado() { command=(python3 "$apps/tornado_app.py" "$port") log=$here/out pattern='^[A-Z]+ /'; }
use_aiohttp() { command=(python3 "$apps/aiohttp_app.py" "$port") log=$here/out pattern='^[A-Z]+ /'; }
use_twisted() { command=(python3 "$apps/twisted_app.py" "$port" "$log"); }
use_puma() {
  command=(puma -b "tcp://127.0.0.1:$port" -t 16:16 --log-requests "$apps/config.ru") log=$here/out pattern='" [0-9]+ '
}
use_webrick() { command=(ruby "$apps/webrick_app.rb" "$port" "$log"); }
use_php() {
  command=(env "APP_LOG=$log" PHP_CLI_SERVER_WORKERS=8 php -S "127.0.0.1:$port" "$apps/app.php")
}
use_mojolicious() {
  command=(env "APP_LOG=$log" perl "$apps/mojolicious_app.pl" daemon -m production -l "http://127.0.0.1:$port")
}
use_hypnotoad() { command=(env "APP_LOG=$log" "APP_PORT=$port" hypnotoad -f "$apps/mojolicious_app.pl"); }
use_starman() { command=(starman --listen "127.0.0.1:$port" --workers 8 --access-log "$log" "$apps/app.psgi"); }
use_tomcat() {
  mkdir -p "$here"/{conf,logs,temp,webapps/ROOT/WEB-INF}
  cat >"$here/conf/server.xml" <<END
<Server port="-1"><Service name="Catalina">
<Connector port="$port" address="127.0.0.1"/>
<Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps">
<Valve className="org.apache.catalina.valves.AccessLogValve" directory="$here" prefix="log" suffix=""
  fileDateFormat="" rotatable="false" buffered="false" pattern="%r"/>
</Host></Engine></Service></Server>
END
  cp /etc/tomcat10/web.xml "$here/conf/"
  cp "$apps/app.jsp" "$here/webapps/ROOT/"
  cat >"$here/webapps/ROOT/WEB-INF/web.xml" <<END
<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0">
<servlet><servlet-name>app</servlet-name><jsp-file>/app.jsp</jsp-file></servlet>
<servlet-mapping><servlet-name>app</servlet-name><url-pattern>/cgi-bin/*</url-pattern></servlet-mapping>
</web-app>
END
  cp -r "$root/files" "$here/webapps/ROOT/files"
  command=(env CATALINA_HOME=/usr/share/tomcat10 "CATALINA_BASE=$here" /usr/share/tomcat10/bin/catalina.sh run)
}
