using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Atoll.OAuth;

/// <summary>Proof key for code exchange (RFC 7636), S256 only; clients from before JupyterHub 6 send none.</summary>
internal static class Pkce
{
    public const string Method = "S256";

    /// <summary>Whether the verifier fits the challenge. Without a challenge there must be no verifier to check.</summary>
    public static bool Fits(string? challenge, string? verifier)
    {
        if (challenge is null)
        {
            return string.IsNullOrEmpty(verifier);
        }

        var hash = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier ?? "")));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(challenge));
    }
}
