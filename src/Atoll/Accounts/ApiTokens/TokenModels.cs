using System.Globalization;
using Atoll.Accounts.People;
using Atoll.Client;

namespace Atoll.Accounts.ApiTokens;

/// <summary>From rows to the wire.</summary>
internal static class TokenModels
{
    public static TokenModel Of(TokenRow token, UserRow owner) => new()
    {
        User = owner.Name,
        Id = token.WireId,
        Scopes = token.ScopeList,
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
