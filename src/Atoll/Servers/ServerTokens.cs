using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Atoll.Platform.Secrets;

namespace Atoll.Servers;

/// <summary>
/// The token that a server holds: HMAC(secret, server id, start number). It can be made again after a crash, so that a start goes on with
/// the same one, and nothing but its hash is stored.
/// </summary>
internal sealed class ServerTokens(HubSecrets secrets)
{
    private readonly byte[] _key = secrets.Derive("server-token");

    public string Make(long serverId, long startNumber)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{serverId}:{startNumber}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(message)));
    }
}
