using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.SignIn;
using Atoll.Core.Events;
using Atoll.Core.Names;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;

namespace Atoll.Accounts.People;

/// <summary>Creates, finds and removes users.</summary>
internal sealed class Users(HubDatabase database, OutboxSignal signal, TimeProvider time)
{
    public Task<UserRow?> FindAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => UserStore.FindAsync(connection, name), cancellationToken);

    /// <summary>Everybody, but none of the hub's own names.</summary>
    public async Task<IReadOnlyList<UserRow>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(UserStore.ListAsync, cancellationToken)).Where(user => !UserName.IsOwn(user.Name))];

    /// <summary>Makes a user, with a password if they shall sign in here; null when the name is taken.</summary>
    public Task<UserRow?> CreateAsync(UserName name, bool admin, string? password, CancellationToken cancellationToken)
    {
        var hash = password is null ? null : Passwords.Hash(password);
        return database.WriteAsync(async connection =>
        {
            var user = await UserStore.CreateAsync(connection, name, admin, time.GetUtcNow());
            if (user is not null && hash is not null)
            {
                await PasswordStore.SetAsync(connection, user.Id, hash, time.GetUtcNow());
            }

            return user;
        }, cancellationToken);
    }

    public Task SetAdminAsync(UserRow user, bool admin, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => UserStore.SetAdminAsync(connection, user.Id, admin), cancellationToken);

    /// <summary>Deletes the user and ends all that they hold. Their servers must be stopped before.</summary>
    public async Task DeleteAsync(UserRow user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await database.WriteAsync(async connection =>
        {
            await SessionStore.EndAllAsync(connection, user.Id, now);
            await TokenStore.RevokeAllAsync(connection, user.Id);
            await UserStore.DeleteAsync(connection, user.Id);
            await OutboxStore.AddAsync(connection, new UserRemoved(user.Id, now));
        }, cancellationToken);
        signal.Raise();
    }
}
