# Stands in for a notebook server in tests: it is there in milliseconds and behaves as its last argument says.
#   perl server.pl ADDRESS PORT PREFIX MANNER
# Below its prefix: env tells its environment and number, die ends it with an error, leave ends it in good order; anything else is answered as it is.
# A WebSocket is told hello and stays open as long as the other side wants it.
use strict;
use warnings;
use Digest::SHA qw(sha1_base64);
use IO::Select;
use IO::Socket::INET;

my ($address, $port, $prefix, $manner) = @ARGV;
$| = 1;
print "standing in, $manner\n";
$SIG{TERM} = 'IGNORE' if $manner eq 'deaf';
if ($manner eq 'crashing') { print STDERR "the kernel is missing\n"; exit 3 }
print "my token is $ENV{JUPYTERHUB_API_TOKEN}, keep it\n" if $manner eq 'telling';
while ($manner eq 'silent') { sleep 60 }

my $refusals = $manner eq 'stumbling' ? 3 : 0;
my $listener = IO::Socket::INET->new(LocalAddr => $address, LocalPort => $port, Listen => 32, ReuseAddr => 1) or die "cannot listen: $!";
my $open = IO::Select->new($listener);
my %heard;
while (1) {
    for my $peer ($open->can_read) {
        if ($peer == $listener) { $open->add($listener->accept); next }
        $heard{$peer} //= '';
        my $got = sysread $peer, $heard{$peer}, 65536, length $heard{$peer};
        next if $got && $heard{$peer} !~ /\r\n\r\n/;
        next if $got && answer($peer, delete $heard{$peer}) eq 'stays';
        $open->remove($peer);
        close $peer;
    }
}

sub answer {
    my ($peer, $request) = @_;
    my ($method, $path) = $request =~ /^(\S+) (\S+)/;
    if ($path eq "${prefix}die") { print STDERR "it was too much\n"; exit 3 }
    exit 0 if $path eq "${prefix}leave";
    if ($request =~ /^Sec-WebSocket-Key: *(\S+)/mi) {
        my $accept = sha1_base64($1 . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11') . '=';
        syswrite $peer, "HTTP/1.1 101 Go on\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $accept\r\n\r\n\x81\x05hello";
        return 'stays';
    }
    my $status = $refusals-- > 0 ? 500 : $manner eq 'held' && !-e "$ENV{HOME}/go" ? 503 : 200;
    my $text = $path eq "${prefix}env" ? join('', map { "$_=$ENV{$_}\n" } sort keys %ENV) . "PID=$$\n" : "$method $path\n";
    syswrite $peer, "HTTP/1.1 $status Said\r\nContent-Type: text/plain\r\nContent-Length: ${\length $text}\r\nConnection: close\r\n\r\n$text";
    return 'ends';
}
