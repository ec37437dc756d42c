using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Atoll.Proxy;

/// <summary>
/// Writes tickets as signed text and reads them back: base64url of version, times, user, whether they are a guest, names, padding and an
/// HMAC-SHA256 of it all.
/// </summary>
internal sealed class TicketSeal
{
    private const byte Version = 2;
    private const int MacLength = HMACSHA256.HashSizeInBytes;
    private const int FixedLength = 1 + (5 * sizeof(long));
    private const int MaxLength = 2048;

    private readonly byte[] _key;

    public TicketSeal(byte[] key)
    {
        _key = key.Length == ProxyOptions.KeyLength
            ? [.. key]
            : throw new ArgumentException($"The gate's key has {ProxyOptions.KeyLength} bytes, not {key.Length}.", nameof(key));
    }

    public string Write(GateTicket ticket)
    {
        if (ticket.Subject is not { UserId: { } user, UserName: { } userName } subject)
        {
            throw new ArgumentException("Cookies are for people.", nameof(ticket));
        }

        string[] names = [ticket.Resource, userName, subject.SessionId ?? ""];
        var body = FixedLength + names.Sum(name => sizeof(ushort) + Encoding.UTF8.GetByteCount(name));
        // A multiple of three bytes leaves no unused bits in base64: every ticket has exactly one spelling.
        var bytes = new byte[(body + MacLength + 2) / 3 * 3];
        bytes[0] = Version;
        WriteNumbers(
            bytes.AsSpan(1), ticket.Issued.UtcTicks, ticket.Renewed.UtcTicks, ticket.SessionEnds.UtcTicks, user, ticket.IsGuest ? 1 : 0);
        var rest = bytes.AsSpan(FixedLength);
        foreach (var name in names)
        {
            rest = WriteName(rest, name);
        }

        HMACSHA256.HashData(_key, bytes.AsSpan(..^MacLength), bytes.AsSpan(^MacLength..));
        return Base64Url.EncodeToString(bytes);
    }

    public bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out GateTicket? ticket)
    {
        ticket = null;
        Span<byte> buffer = stackalloc byte[MaxLength];
        if (!TryDecode(text, buffer, out var bytes) || !IsOurs(bytes))
        {
            return false;
        }

        var rest = bytes[FixedLength..^MacLength];
        ticket = new GateTicket
        {
            Issued = ReadTime(bytes, 0),
            Renewed = ReadTime(bytes, 1),
            SessionEnds = ReadTime(bytes, 2),
            IsGuest = ReadNumber(bytes, 4) != 0,
            Resource = ReadName(ref rest),
            Subject = new Subject(ReadNumber(bytes, 3), ReadName(ref rest), ReadName(ref rest) is { Length: > 0 } session ? session : null),
        };
        return true;
    }

    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> buffer, out Span<byte> bytes)
    {
        bytes = default;
        if (text.Length > MaxLength || !Base64Url.IsValid(text, out var length) || length < FixedLength + MacLength)
        {
            return false;
        }

        bytes = buffer[..Base64Url.DecodeFromChars(text, buffer)];
        return true;
    }

    private bool IsOurs(ReadOnlySpan<byte> bytes)
    {
        Span<byte> mac = stackalloc byte[MacLength];
        HMACSHA256.HashData(_key, bytes[..^MacLength], mac);
        return CryptographicOperations.FixedTimeEquals(mac, bytes[^MacLength..]) && bytes[0] == Version;
    }

    private static void WriteNumbers(Span<byte> into, params ReadOnlySpan<long> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(into[(i * sizeof(long))..], numbers[i]);
        }
    }

    private static Span<byte> WriteName(Span<byte> into, string name)
    {
        var length = Encoding.UTF8.GetBytes(name, into[sizeof(ushort)..]);
        BinaryPrimitives.WriteUInt16BigEndian(into, checked((ushort)length));
        return into[(sizeof(ushort) + length)..];
    }

    private static long ReadNumber(ReadOnlySpan<byte> bytes, int index) =>
        BinaryPrimitives.ReadInt64BigEndian(bytes[(1 + (index * sizeof(long)))..]);

    private static DateTimeOffset ReadTime(ReadOnlySpan<byte> bytes, int index) => new(ReadNumber(bytes, index), TimeSpan.Zero);

    private static string ReadName(ref Span<byte> bytes)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var name = Encoding.UTF8.GetString(bytes.Slice(sizeof(ushort), length));
        bytes = bytes[(sizeof(ushort) + length)..];
        return name;
    }
}
