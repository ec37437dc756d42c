using Atoll.Platform.Database;
using Microsoft.AspNetCore.Identity;

namespace Atoll.Accounts.People;

/// <summary>Checks and sets passwords of local accounts with the framework's hasher.</summary>
internal sealed class Passwords(HubDatabase database, TimeProvider time) : IDisposable
{
    private static readonly PasswordHasher<UserRow> _hasher = new();
    private static readonly UserRow _nobody = new() { Id = 0, Name = "" };
    private static readonly Lazy<string> _dummy = new(() => _hasher.HashPassword(_nobody, "no account has this"));

    // A hash is tens of milliseconds of a whole core: a class that signs in together must leave some for everybody else.
    private readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>The user, when the password is theirs. Takes the same work for names that nobody has.</summary>
    public async Task<UserRow?> CheckAsync(string name, string password, CancellationToken cancellationToken)
    {
        var (user, hash) = await database.ReadAsync(async connection =>
        {
            var user = await UserStore.FindAsync(connection, name);
            return (user, await PasswordStore.FindAsync(connection, user?.Id ?? 0));
        }, cancellationToken);

        var result = await VerifyAsync(hash ?? _dummy.Value, password, cancellationToken);
        if (user is null || hash is null || result == PasswordVerificationResult.Failed)
        {
            return null;
        }

        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await SetAsync(user, password, cancellationToken);
        }

        return user;
    }

    /// <summary>Replaces the user's password.</summary>
    public Task SetAsync(UserRow user, string password, CancellationToken cancellationToken)
    {
        var hash = Hash(password);
        return database.WriteAsync(connection => PasswordStore.SetAsync(connection, user.Id, hash, time.GetUtcNow()), cancellationToken);
    }

    public static string Hash(string password) => _hasher.HashPassword(_nobody, password);

    public void Dispose() => _cores.Dispose();

    private async Task<PasswordVerificationResult> VerifyAsync(string hash, string password, CancellationToken cancellationToken)
    {
        await _cores.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => _hasher.VerifyHashedPassword(_nobody, hash, password), cancellationToken);
        }
        finally
        {
            _cores.Release();
        }
    }
}
