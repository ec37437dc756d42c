using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Atoll.Platform.Secrets;

/// <summary>Random bearer strings, and the form in which they are stored.</summary>
internal static class OpaqueToken
{
    /// <summary>256 random bits, base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored of a token. Plain SHA-256 is enough for random strings of this length: there is nothing to guess.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
