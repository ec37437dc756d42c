using System.Net.Http.Headers;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Core.Names;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Atoll.Tests.Contract.Matrix;

/// <summary>One actor's request, on a user, groups and a service of its own, so that no cell changes what another one finds.</summary>
internal sealed class MatrixCell(MatrixHub matrix, MatrixRow row, Actor actor)
{
    private const string Server = "gpu";

    private readonly string _suffix = $"{matrix.NextCell()}";
    private UserRow _owner = null!;
    private TokenRow _token = null!;

    public async Task<ApiAnswer> AskAsync()
    {
        await PrepareAsync();
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), $"/hub/api{Named(row.Path)}");
        if (row.Body is not null)
        {
            request.Content = new StringContent(Named(row.Body), new MediaTypeHeaderValue(row.ContentType));
        }

        await SignAsync(request);
        using var client = matrix.Hub.Anonymous();
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);
        return await ReadAsync(answer);
    }

    // An event stream may go on; a page is not read here.
    private static async Task<ApiAnswer> ReadAsync(HttpResponseMessage answer)
    {
        var type = answer.Content.Headers.ContentType?.ToString();
        return type == "application/json" ? await ApiAnswer.OfAsync(answer) : new ApiAnswer((int)answer.StatusCode, null, type);
    }

    private async Task PrepareAsync()
    {
        _owner = await matrix.Hub.AddUserAsync($"owner-{_suffix}");
        await matrix.Hub.AddGroupAsync($"group-{_suffix}", "{}", _owner);
        await matrix.Hub.AddGroupAsync($"strangers-{_suffix}", "{}");
        await matrix.Hub.AddServiceAsync($"service-{_suffix}");
        if (row.Path.Contains("share", StringComparison.Ordinal))
        {
            await matrix.Hub.AddServerAsync(_owner, Server);
        }

        (_token, _) = await IssueAsync(new NewToken { UserId = _owner.Id, Scopes = ["inherit"], Note = "of the target" });
    }

    private string Named(string text) => text
        .Replace("{owner}", _owner.Name, StringComparison.Ordinal)
        .Replace("{other}", matrix.Other.Name, StringComparison.Ordinal)
        .Replace("{group}", $"group-{_suffix}", StringComparison.Ordinal)
        .Replace("{strangers}", $"strangers-{_suffix}", StringComparison.Ordinal)
        .Replace("{service}", $"service-{_suffix}", StringComparison.Ordinal)
        .Replace("{new}", $"new-{_suffix}", StringComparison.Ordinal)
        .Replace("{server}", Server, StringComparison.Ordinal)
        .Replace("{unknown}", "no-such-thing", StringComparison.Ordinal)
        .Replace("{token}", _token.WireId, StringComparison.Ordinal);

    private async Task SignAsync(HttpRequestMessage request)
    {
        if (actor is Actor.Cookie or Actor.Xsrf)
        {
            await AddCookiesAsync(request);
        }
        else if (await SecretAsync() is { } secret)
        {
            request.Headers.Authorization = new("token", secret);
        }
    }

    private async Task AddCookiesAsync(HttpRequestMessage request)
    {
        var browser = await matrix.Hub.SignInAsync(_owner);
        using var home = await Visits.FollowAsync(browser.Client, "/hub/home");
        var hub = new Uri(matrix.Hub.Url, "/hub/");
        request.Headers.Add("Cookie", browser.Cookies.GetCookieHeader(hub));
        if (actor is Actor.Xsrf)
        {
            request.Headers.Add("X-XSRFToken", browser.Cookies.GetCookies(hub)["_xsrf"]!.Value);
        }
    }

    private async Task<string?> SecretAsync()
    {
        if (NewToken() is not { } token)
        {
            return null;
        }

        var (issued, secret) = await IssueAsync(token);
        if (actor is Actor.Revoked)
        {
            await matrix.Hub.Services.GetRequiredService<Tokens>().RevokeAsync(issued, CancellationToken.None);
        }

        return secret;
    }

    private NewToken? NewToken() => actor switch
    {
        Actor.Anonymous => null,
        Actor.Self => Of(_owner),
        Actor.Other => Of(matrix.Other),
        Actor.Admin or Actor.Revoked => Of(matrix.Root),
        Actor.Expired => Of(matrix.Root) with { Lifetime = TimeSpan.FromSeconds(-1) },
        Actor.Service or Actor.AdminService =>
            new NewToken { ServiceId = matrix.Services[actor is Actor.AdminService], Scopes = ["inherit"], Note = "matrix" },
        // As each start issues it.
        Actor.Server => Of(_owner, $"users:activity!user={_owner.Name}", OAuthNames.AccessScope(_owner.Name, "")),
        _ => Of(matrix.Root, row.Also is { } also ? [row.Scope + Filter(), also] : [row.Scope + Filter()]),
    };

    private string Filter() => (actor, row.Filter ?? Kind()) switch
    {
        (Actor.Exact, _) => "",
        (Actor.Member, _) => Named("!group={group}"),
        (Actor.Stranger, _) => Named("!group={strangers}"),
        (Actor.Target, var kind) => kind switch
        {
            "server" => Named("!server={owner}/"), "group" => Named("!group={group}"), "service" => Named("!service={service}"), _ => Named("!user={owner}"),
        },
        (_, var kind) => kind switch
        {
            "server" => Named("!server={other}/"), "group" => Named("!group={strangers}"), "service" => "!service=plain-service", _ => Named("!user={other}"),
        },
    };

    private string Kind() => row.Path.StartsWith("/groups", StringComparison.Ordinal) ? "group"
        : row.Path.StartsWith("/services", StringComparison.Ordinal) ? "service"
        : "user";

    private static NewToken Of(UserRow user, params string[] scopes) =>
        new() { UserId = user.Id, Scopes = scopes.Length == 0 ? ["inherit"] : scopes, Note = "matrix" };

    private Task<(TokenRow Token, string Secret)> IssueAsync(NewToken token) =>
        matrix.Hub.Services.GetRequiredService<Tokens>().IssueAsync(token, CancellationToken.None);
}
