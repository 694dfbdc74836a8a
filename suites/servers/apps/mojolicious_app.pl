# SPDX-License-Identifier: Apache-2.0
use Mojolicious::Lite -signatures;
use File::Basename ();
require(File::Basename::dirname(__FILE__) . '/core.pl');

open(my $log, '>>', $ENV{APP_LOG}) or die "$ENV{APP_LOG}: $!";
$log->autoflush(1);
app->hook(before_dispatch => sub ($c) {
  my $request = $c->req;
  print $log $request->method . ' ' . $request->url . "\n";
  my %headers = map { lc($_) => $request->headers->header($_) } @{$request->headers->names};
  my ($status, $fields, $text, $chunks) = answer($request->method, $request->url->path->to_string,
    $request->url->query->to_string, \%headers, $request->body);
  my $response = $c->res;
  while (my ($name, $value) = splice @$fields, 0, 2) { $response->headers->header($name => $value) }
  $response->code($status);
  if ($chunks) { $c->write_chunk($text => sub ($c, @) { $c->finish }) }
  else { $response->body($text); $c->rendered($status) }
});
app->log->level('fatal');
app->config(hypnotoad => {listen => ["http://127.0.0.1:$ENV{APP_PORT}"], workers => 2, pid_file => "$ENV{APP_LOG}.pid"});
app->start;
