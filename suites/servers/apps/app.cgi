#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
use strict;
use warnings;
use File::Basename ();
require(File::Basename::dirname($0) . '/core.pl');

my $body = '';
if ($ENV{CONTENT_LENGTH}) { read(STDIN, $body, $ENV{CONTENT_LENGTH}) }
elsif ($ENV{HTTP_TRANSFER_ENCODING}) { local $/; $body = <STDIN> }
my %headers = ('content-type' => $ENV{CONTENT_TYPE}, cookie => $ENV{HTTP_COOKIE}, range => $ENV{HTTP_RANGE},
  'x-test' => $ENV{HTTP_X_TEST});
my ($status, $fields, $text) = answer($ENV{REQUEST_METHOD}, ($ENV{SCRIPT_NAME} || '') . ($ENV{PATH_INFO} || ''),
  $ENV{QUERY_STRING} || '', \%headers, $body);
my $head = "Status: $status\r\n";
for (my $i = 0; $i < @$fields; $i += 2) { $head .= "$fields->[$i]: $fields->[$i + 1]\r\n" }
print "$head\r\n$text";
