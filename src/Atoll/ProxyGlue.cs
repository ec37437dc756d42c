using Atoll.Accounts.Access;
using Atoll.Accounts.SignIn;
using Atoll.Core.Events;
using Atoll.Platform.Outbox;
using Atoll.Platform.Secrets;
using Atoll.Proxy;
using Atoll.Servers;

namespace Atoll;

/// <summary>What the proxy is handed: it knows neither servers nor users itself.</summary>
internal static class ProxyGlue
{
    public static ProxyOptions Options(IServiceProvider services) => new()
    {
        GateKey = services.GetRequiredService<HubSecrets>().Derive("gate"),
        ErrorPage = (http, status) => services.GetRequiredService<PageContexts>().Error(http, status).ExecuteAsync(http),
    };
}

/// <summary>Whether a token, or a session that the proxy let in before, opens a server; asked in this process.</summary>
internal sealed class HubAccessCheck(Callers callers, ServerStore servers) : IAccessCheck
{
    public async ValueTask<AccessAnswer> CheckAsync(AccessQuestion question, CancellationToken cancellationToken)
    {
        var caller = await callers.ByTokenAsync(question.Token, cancellationToken);
        if (caller.Token is not { } token)
        {
            return new AccessAnswer.Unknown();
        }

        return await MayUseAsync(caller, question.Resource, cancellationToken)
            ? new AccessAnswer.Allow(new Subject(caller.User?.Id, caller.User?.Name, token.SessionId, $"{token.Id}"))
            : new AccessAnswer.Deny();
    }

    public async ValueTask<bool> MayStillAsync(string resource, Subject subject, CancellationToken cancellationToken) =>
        subject.SessionId is { } session
        && await callers.BySessionIdAsync(session, cancellationToken) is { User: { } user } caller
        && user.Id == subject.UserId
        && await MayUseAsync(caller, resource, cancellationToken);

    private async Task<bool> MayUseAsync(Caller caller, string resource, CancellationToken cancellationToken) =>
        ServerNames.TryParseKey(resource, out var id)
        && await servers.GetAsync(id, cancellationToken) is { } row
        && AccessCheck.MayUse(caller, row.UserName, row.Name);
}

/// <summary>Takes back at the proxy what Accounts has taken back: at once when it happens, and again when the hub starts.</summary>
internal sealed class ProxyRevoker(Revocations revocations, ProxyOptions options, TimeProvider time) : IEventHandler
{
    public Task HandleAsync(HubEvent news, CancellationToken cancellationToken)
    {
        var subject = news switch
        {
            SessionEnded ended => $"session:{ended.SessionId}",
            TokenRevoked revoked => $"token:{revoked.TokenId}",
            UserRemoved removed => $"user:{removed.UserId}",
            _ => null,
        };
        if (subject is not null)
        {
            // A revoked cookie is not renewed, so it is worthless after its own lifetime.
            revocations.Revoke(subject, time.GetUtcNow() + options.CookieLifetime);
        }

        return Task.CompletedTask;
    }

    /// <summary>For a hub that starts: sessions that ended before may still have a cookie that looks good.</summary>
    public async Task CatchUpAsync(Sessions sessions, CancellationToken cancellationToken)
    {
        foreach (var ended in await sessions.ListEndedAsync(cancellationToken))
        {
            await HandleAsync(ended, cancellationToken);
        }
    }
}
