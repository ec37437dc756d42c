using System.ComponentModel.DataAnnotations;
using Atoll.Platform.Configuration;

namespace Atoll.Accounts.Services;

/// <summary>
/// A program that asks the hub with a token of its own, or that people sign in to through the hub, with JupyterHub's keys. It is started by
/// somebody else. What it may do is said by roles (<c>load_roles</c>).
/// </summary>
internal sealed class ServiceOptions : IChecksItself
{
    /// <summary>Shortest token, as upstream.</summary>
    public const int ShortestToken = 8;

    /// <summary>Unique among services; it stands in addresses. Required.</summary>
    [Required]
    [RegularExpression(ServiceNames.Pattern, ErrorMessage = ServiceNames.Rule)]
    public string Name { get; set; } = "";

    /// <summary>
    /// The token that it shows to the hub, at least 8 characters; only its hash is stored. Make one with <c>openssl rand -hex 32</c>. Default:
    /// none, it cannot ask.
    /// </summary>
    public string ApiToken { get; set; } = "";

    /// <summary>It may do everything. Default false: only what roles give it.</summary>
    public bool Admin { get; set; }

    /// <summary>Where it answers, such as <c>http://127.0.0.1:10101</c>. Default: nowhere, it only asks.</summary>
    public string Url { get; set; } = "";

    /// <summary>Shows it in menus. Default true.</summary>
    public bool Display { get; set; } = true;

    /// <summary>What is to be known of it: any names and texts. Default: nothing.</summary>
    public Dictionary<string, string> Info { get; set; } = [];

    /// <summary>People are not asked whether they want to sign in to it. Default false.</summary>
    public bool OauthNoConfirm { get; set; }

    /// <summary>Scopes that it may ask of the people who sign in to it, beside who they are. Default: none.</summary>
    public List<string> OauthClientAllowedScopes { get; set; } = [];

    /// <summary>Its name as an OAuth client; begins with <c>service-</c>. Default <c>service-</c> and its name.</summary>
    public string OauthClientId { get; set; } = "";

    /// <summary>
    /// Where people come back to after they signed in: a path of the hub, or an http(s) address. Default, for services with a <c>url</c>:
    /// <c>/services/NAME/oauth_callback</c>.
    /// </summary>
    public string OauthRedirectUri { get; set; } = "";

    public IEnumerable<Misfit> Check()
    {
        if (ApiToken.Length is > 0 and < ShortestToken)
        {
            yield return new Misfit("api_token", $"is shorter than {ShortestToken} characters; make one with: openssl rand -hex 32");
        }

        if (!ServiceNames.IsAddress(Url))
        {
            yield return new Misfit("url", $"'{Url}' is no address; write it as http://127.0.0.1:10101.");
        }
    }
}

/// <summary>What the configuration says of services.</summary>
internal sealed record ServiceSettings(IReadOnlyList<ServiceOptions> Services);
