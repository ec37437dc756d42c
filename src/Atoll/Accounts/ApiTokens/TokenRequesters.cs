using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Atoll.Platform.Http;

namespace Atoll.Accounts.ApiTokens;

/// <summary>Who asks for a token: whoever shows a token or cookie, else whose name and password stand in the body.</summary>
internal sealed class TokenRequesters(SignIns signIns, RightsReader rights)
{
    private static readonly ApiError _unknown = new(StatusCodes.Status403Forbidden);

    public async Task<(Caller Caller, ApiError? Refusal)> SettleAsync(HttpContext http, TokenBody body, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        if (caller.IsKnown)
        {
            return (caller, null);
        }

        if (body.Auth is not { Username: { } name, Password: { } password })
        {
            return (caller, _unknown);
        }

        return await signIns.TryAsync(http, name, password, cancellationToken) switch
        {
            SignInAttempt.Accepted accepted => (Caller.OfPassword(await rights.ReadAsync(Principal.Of(accepted.User), cancellationToken)), null),
            SignInAttempt.TooMany tooMany => (caller, tooMany.AsApiError(http)),
            _ => (caller, _unknown),
        };
    }
}
