# SPDX-License-Identifier: Apache-2.0
use strict;
use warnings;
use File::Basename ();
require(File::Basename::dirname(__FILE__) . '/core.pl');

sub {
  my $env = shift;
  my $body = '';
  while ($env->{'psgi.input'}->read(my $part, 65536)) { $body .= $part }
  my %headers = ('content-type' => $env->{CONTENT_TYPE}, cookie => $env->{HTTP_COOKIE}, range => $env->{HTTP_RANGE},
    'x-test' => $env->{HTTP_X_TEST});
  my ($status, $fields, $text) = answer($env->{REQUEST_METHOD}, $env->{PATH_INFO}, $env->{QUERY_STRING}, \%headers, $body);
  return [$status, $fields, [$text]];
};
