using System.Globalization;
using Atoll.Accounts.People;
using Atoll.Core.Names;
using Atoll.Platform.Http;

namespace Atoll.Accounts.SignIn;

/// <summary>How a try to sign in went.</summary>
internal abstract record SignInAttempt
{
    private SignInAttempt()
    {
    }

    public sealed record Accepted(UserRow User) : SignInAttempt;

    /// <summary>Name or password is wrong: nobody is told which.</summary>
    public sealed record NoMatch : SignInAttempt;

    /// <summary>Too many tries; the password was not looked at.</summary>
    public sealed record TooMany(TimeSpan Wait) : SignInAttempt
    {
        public ApiError AsApiError(HttpContext http)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(Wait.TotalSeconds));
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return new ApiError(StatusCodes.Status429TooManyRequests, $"Too many tries. Wait {seconds} seconds.");
        }
    }
}

/// <summary>Signing in with a local password, slowed down when it looks like guessing.</summary>
internal sealed partial class SignIns(Passwords passwords, SignInLimits limits, ILogger<SignIns> logger)
{
    public async Task<SignInAttempt> TryAsync(HttpContext http, string name, string password, CancellationToken cancellationToken)
    {
        var address = http.Connection.RemoteIpAddress;
        // What cannot be a name costs the same as a wrong one.
        var normalised = UserName.TryParse(name.Trim(), out var valid) ? valid.Value : "";
        if (limits.Try(address, normalised) is { } wait)
        {
            return new SignInAttempt.TooMany(wait);
        }

        if (await passwords.CheckAsync(normalised, password, cancellationToken) is { } user)
        {
            return new SignInAttempt.Accepted(user);
        }

        limits.Failed(address);
        Log.Refused(logger, address?.ToString());
        return new SignInAttempt.NoMatch();
    }

    private static partial class Log
    {
        // Not the name: people type their password there.
        [LoggerMessage(1, LogLevel.Information, "A sign-in from {Address} was refused")]
        public static partial void Refused(ILogger logger, string? address);
    }
}
