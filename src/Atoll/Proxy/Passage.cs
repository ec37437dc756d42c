using System.Globalization;

namespace Atoll.Proxy;

/// <summary>One admission through the gate: what for, by whom, and since when.</summary>
/// <param name="Resource">What may be used.</param>
/// <param name="Subject">Who uses it; null where the target does the check.</param>
/// <param name="Since">When the hub vouched for the subject: a cookie's first issue, or the moment a token was asked about.</param>
internal sealed record Passage(string Resource, Subject? Subject, DateTimeOffset Since)
{
    /// <summary>
    /// Whether <paramref name="name"/> is part of this: <c>session:ID</c>, <c>user:ID</c>, <c>token:ID</c>, <c>resource:NAME</c> or
    /// <c>entry:ID@NAME</c>.
    /// </summary>
    public bool Concerns(string name)
    {
        var border = name.IndexOf(':', StringComparison.Ordinal);
        var id = name.AsSpan(border + 1);
        return name.AsSpan(0, border + 1) switch
        {
            RevokedNames.Session => Subject?.SessionId is { } session && id.SequenceEqual(session),
            RevokedNames.Token => Subject?.TokenId is { } token && id.SequenceEqual(token),
            RevokedNames.User => long.TryParse(id, CultureInfo.InvariantCulture, out var user) && Subject?.UserId == user,
            RevokedNames.Resource => id.SequenceEqual(Resource),
            RevokedNames.Entry => Subject?.UserId is { } who && id.SequenceEqual(RevokedNames.EntryId(who, Resource)),
            _ => false,
        };
    }
}

/// <summary>Prefixes of the names that can be revoked.</summary>
internal static class RevokedNames
{
    public const string Session = "session:";
    public const string Token = "token:";
    public const string User = "user:";
    public const string Resource = "resource:";
    public const string Entry = "entry:";

    /// <summary>One user's way into one resource, and neither as a whole.</summary>
    public static string EntryOf(long userId, string resource) => Entry + EntryId(userId, resource);

    /// <summary>The same without the prefix.</summary>
    public static string EntryId(long userId, string resource) => string.Create(CultureInfo.InvariantCulture, $"{userId}@{resource}");
}
