using System.Globalization;
using Atoll.Accounts.Access;
using Atoll.Client;

namespace Atoll.Accounts.ApiTokens;

/// <summary>From rows to the wire.</summary>
internal static class TokenModels
{
    /// <param name="token">The token.</param>
    /// <param name="owner">What its owner may do now: a token's scopes are what they come to at this moment.</param>
    public static TokenModel Of(TokenRow token, Rights owner) => new()
    {
        User = owner.Owner.User?.Name,
        Service = owner.Owner.Service?.Name,
        Id = token.WireId,
        Scopes = owner.OfToken(token.Scopes).ToStrings(),
        Created = token.Created,
        LastActivity = token.LastActivity,
        ExpiresAt = token.ExpiresAt,
        Note = token.Note,
        SessionId = token.SessionId,
        OauthClient = token.ClientDescription ?? "JupyterHub",
    };

    /// <summary>The number in <c>a12</c>; null when it is not of that form.</summary>
    public static long? IdOf(string wireId) =>
        wireId.StartsWith('a') && long.TryParse(wireId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
