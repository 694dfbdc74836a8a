# SPDX-License-Identifier: Apache-2.0
# The answer to a request, for the servers in Perl and for CGI. README.md describes it.
use strict;
use warnings;
use List::Util ();

# Returns the status, the headers and the body, and tells whether the body has pieces.
sub answer {
  my ($method, $path, $query, $headers, $body) = @_;
  my %wish;
  for my $pair (split /&/, $query) {
    my ($name, $value) = split /=/, $pair, 2;
    $value = '' unless defined $value;
    $value =~ s/%([0-9a-fA-F]{2})/chr hex $1/ge;
    $wish{$name} = $value;
  }
  select(undef, undef, undef, $wish{delay} / 1000) if $wish{delay};
  die "as requested\n" if $wish{fail};
  my $status = $wish{status} || 200;
  my $text = "$method $path?$query\n";
  for my $name (qw(content-type cookie range x-test)) {
    $text .= "$name: $headers->{$name}\n" if $headers->{$name};
  }
  $text .= 'body: ' . length($body) . ' bytes, sum ' . unpack('%32C*', $body) . "\n" . substr($body, 0, 100) . "\n";
  $text = 'x' x $wish{size} if defined $wish{size};
  my @fields = $status == 204 ? () : ('Content-Type', 'text/plain');
  push @fields, 'Location', $wish{to} if defined $wish{to};
  push @fields, 'Set-Cookie', "$wish{set}=1; Path=/" if $wish{set};
  push @fields, 'X-Large', 'l' x $wish{large} if $wish{large};
  my $chunks = $wish{chunks} && $status != 204 && $status != 304;
  if ($status == 204 || $status == 304) { $text = '' }
  elsif (!$chunks) { push @fields, 'Content-Length', length($text) + ($wish{short} ? 10 : 0) }
  $text = '' if $method eq 'HEAD';
  return ($status, \@fields, $text, $chunks);
}
1;
