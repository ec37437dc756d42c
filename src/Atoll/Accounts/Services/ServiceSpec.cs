namespace Atoll.Accounts.Services;

/// <summary>What a service shall be, whether the configuration or a request says it.</summary>
internal sealed record ServiceSpec
{
    public required string Name { get; init; }

    /// <summary>Its token; null or empty for none.</summary>
    public string? ApiToken { get; init; }

    public bool Admin { get; init; }

    /// <summary>Where it answers; null when it only asks.</summary>
    public string? Url { get; init; }

    public bool Display { get; init; } = true;

    /// <summary>A JSON object.</summary>
    public string Info { get; init; } = "{}";

    public bool OauthNoConfirm { get; init; }

    public IReadOnlyList<string> OauthClientAllowedScopes { get; init; } = [];

    public string? OauthClientId { get; init; }

    public string? OauthRedirectUri { get; init; }

    /// <summary>The configuration says it.</summary>
    public bool Configured { get; init; }

    /// <summary>Its row; the id is given by the database.</summary>
    public ServiceRow Row => new()
    {
        Id = 0, Name = Name, Admin = Admin, Url = string.IsNullOrEmpty(Url) ? null : Url, Display = Display, Info = Info, Configured = Configured,
    };
}
