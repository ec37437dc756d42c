using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.SignIn;
using Atoll.Client;
using Atoll.Core.Scopes;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.Platform.Secrets;

namespace Atoll.OAuth;

/// <summary>What an exchange came to.</summary>
internal abstract record ExchangeResult
{
    private ExchangeResult()
    {
    }

    public sealed record Granted(OAuthTokenResponse Token) : ExchangeResult;

    public sealed record Refused(OAuthError Error) : ExchangeResult;
}

/// <summary>
/// Exchanges codes for tokens, each once. A code that comes a second time was stolen by one of the two who had it, so the token that the first
/// one got is revoked (RFC 6749 section 4.1.2).
/// </summary>
internal sealed partial class CodeExchanger(
    HubDatabase database, OutboxSignal signal, Live<TokenLifetimes> lifetimes, TimeProvider time, ILogger<CodeExchanger> logger)
{
    private static readonly ExchangeResult _invalidGrant = new ExchangeResult.Refused(OAuthError.InvalidGrant);

    public async Task<ExchangeResult> ExchangeAsync(CodeExchange exchange, CancellationToken cancellationToken)
    {
        var secret = OpaqueToken.New();
        var (result, wasReplayed) = await database.WriteAsync(
            connection => ExchangeAsync(connection, exchange, secret, time.GetUtcNow()), cancellationToken);
        if (wasReplayed)
        {
            Log.Replayed(logger, exchange.Client.Id);
            signal.Raise();
        }

        return result;
    }

    private async Task<(ExchangeResult Result, bool WasReplayed)> ExchangeAsync(
        DbConnection connection, CodeExchange exchange, string secret, DateTimeOffset now)
    {
        var client = await OAuthClientStore.FindAsync(connection, exchange.Client.Id);
        if (!IsClient(client, exchange.Client.Secret))
        {
            return (new ExchangeResult.Refused(OAuthError.InvalidClient), false);
        }

        if (exchange.IsRenewal)
        {
            return (new ExchangeResult.Refused(OAuthError.UnauthorizedClient), false);
        }

        var code = await OAuthCodeStore.FindAsync(connection, OpaqueToken.Hash(exchange.Code));
        if (code is null || code.ClientId != client!.Id)
        {
            return (_invalidGrant, false);
        }

        if (code.Used is not null)
        {
            await RevokeAsync(connection, code);
            return (_invalidGrant, true);
        }

        if ((exchange.RedirectUri ?? client.RedirectUri) != code.RedirectUri)
        {
            return (new ExchangeResult.Refused(OAuthError.InvalidRequest("Mismatching redirect URI.")), false);
        }

        return await MayExchangeAsync(connection, code, exchange, now)
            ? (new ExchangeResult.Granted(await MintAsync(connection, code, secret, now)), false)
            : (_invalidGrant, false);
    }

    // The code is taken before the token is made, in the same transaction: of two who are at it together one finds it taken.
    private static async Task<bool> MayExchangeAsync(DbConnection connection, OAuthCode code, CodeExchange exchange, DateTimeOffset now) =>
        code.Expires > now
        && Pkce.Fits(code.Challenge, exchange.Verifier)
        && (code.SessionId is null || await SessionStore.FindByIdAsync(connection, code.SessionId, now) is not null)
        && await OAuthCodeStore.ConsumeAsync(connection, code.Hash, now);

    private async Task<OAuthTokenResponse> MintAsync(DbConnection connection, OAuthCode code, string secret, DateTimeOffset now)
    {
        var lifetime = lifetimes.Value.OfClients;
        var token = await TokenStore.AddAsync(
            connection,
            new NewToken
            {
                UserId = code.UserId,
                Scopes = ScopeLines.Split(code.Scopes),
                Note = "",
                Lifetime = lifetime,
                SessionId = code.SessionId,
                ClientId = code.ClientId,
            },
            secret,
            now);
        await OAuthCodeStore.SetTokenAsync(connection, code.Hash, token.Id);
        return new OAuthTokenResponse(secret, (long)lifetime.TotalSeconds, string.Join(' ', ScopeLines.Split(code.Scopes)));
    }

    private static Task RevokeAsync(DbConnection connection, OAuthCode code) =>
        code.TokenId is { } token ? TokenStore.RevokeAsync(connection, token) : Task.CompletedTask;

    private static bool IsClient(OAuthClient? client, string secret)
    {
        var expected = client?.SecretHash ?? OpaqueToken.Hash("");
        var isRight = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(OpaqueToken.Hash(secret)), Encoding.ASCII.GetBytes(expected));
        return client is not null && isRight;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A code of {Client} came a second time; the token it gave was revoked")]
        public static partial void Replayed(ILogger logger, string client);
    }
}
