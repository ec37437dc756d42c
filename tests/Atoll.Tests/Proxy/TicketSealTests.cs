using Atoll.Proxy;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class TicketSealTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Key = [.. Enumerable.Range(0, ProxyOptions.KeyLength).Select(i => (byte)i)];

    private static readonly GateTicket Ticket = new()
    {
        Resource = "server:12",
        Subject = new Subject(7, "ada@example.org", "session-1"),
        Issued = Start,
        Renewed = Start.AddMinutes(2),
        SessionEnds = Start.AddDays(14),
    };

    private readonly TicketSeal _seal = new(Key);

    [Theory]
    [InlineData("server:12", "ada", "s")]
    [InlineData("server:12", "zoë λ", null)]
    [InlineData("", "", null)]
    [InlineData("server:123456", "a-name-of-some-length", "0123456789abcdef0123456789abcdef")]
    public void Reads_what_it_wrote(string resource, string user, string? session)
    {
        var ticket = Ticket with { Resource = resource, Subject = new Subject(long.MaxValue, user, session), IsGuest = session is null };
        Assert.True(_seal.TryRead(_seal.Write(ticket), out var read));
        Assert.Equal(ticket, read);
    }

    [Fact]
    public void Any_single_changed_character_spoils_it()
    {
        var text = _seal.Write(Ticket);
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var other in "AB_-z09")
            {
                var changed = text[..i] + other + text[(i + 1)..];
                Assert.Equal(changed == text, _seal.TryRead(changed, out _));
            }
        }
    }

    [Fact]
    public void Any_missing_or_added_part_spoils_it()
    {
        var text = _seal.Write(Ticket);
        for (var length = 0; length < text.Length; length++)
        {
            Assert.False(_seal.TryRead(text.AsSpan(0, length), out _));
            Assert.False(_seal.TryRead(text.AsSpan(text.Length - length), out _));
        }

        Assert.False(_seal.TryRead(text + "AAAA", out _));
        Assert.False(_seal.TryRead("AAAA" + text, out _));
        Assert.False(_seal.TryRead(text + "=", out _));
        Assert.False(_seal.TryRead(text + text, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not base64url!")]
    [InlineData("ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé")]
    public void Rubbish_is_no_ticket(string text) => Assert.False(_seal.TryRead(text, out _));

    [Fact]
    public void Endless_text_is_no_ticket() => Assert.False(_seal.TryRead(new string('A', 30_000), out _));

    [Fact]
    public void Another_key_makes_no_tickets_here()
    {
        var other = new TicketSeal([.. Key.Reverse()]);
        Assert.False(_seal.TryRead(other.Write(Ticket), out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Key_of_another_length_is_refused(int length) => Assert.Throws<ArgumentException>(() => new TicketSeal(new byte[length]));
}
