using System.Globalization;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.Sharing;

/// <summary>An invitation: whoever brings its code gets a share. The code itself is not kept.</summary>
internal sealed record ShareCodeRow
{
    private const string IdPrefix = "sc_";

    public required long Id { get; init; }

    /// <summary>A line each.</summary>
    public required string Scopes { get; init; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How often somebody accepted; the same person twice counts twice.</summary>
    public long ExchangeCount { get; init; }

    public DateTimeOffset? LastExchangedAt { get; init; }

    public IReadOnlyList<string> ScopeList => ScopeLines.Split(Scopes);

    /// <summary>As clients name it: <c>sc_12</c>.</summary>
    public string WireId => string.Create(CultureInfo.InvariantCulture, $"{IdPrefix}{Id}");

    /// <summary>The number in <c>sc_12</c>; null when it is not of that form.</summary>
    public static long? IdOf(string wireId) =>
        wireId.StartsWith(IdPrefix, StringComparison.Ordinal)
        && long.TryParse(wireId.AsSpan(IdPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
