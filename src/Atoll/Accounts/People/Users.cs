using System.Data.Common;
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

    /// <summary>Makes users without passwords, all of them or none; leaves out the names that are taken.</summary>
    public Task<IReadOnlyList<UserRow>> CreateAsync(IReadOnlyList<UserName> names, bool admin, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<UserRow>>(async connection =>
        {
            var created = new List<UserRow>();
            foreach (var name in names)
            {
                if (await UserStore.CreateAsync(connection, name, admin, time.GetUtcNow()) is { } user)
                {
                    created.Add(user);
                }
            }

            return created;
        }, cancellationToken);

    /// <summary>Gives the user another name, makes or unmakes them an administrator; null leaves it as it is.</summary>
    /// <returns>The user as they are then; null when the name is taken, and nothing was changed.</returns>
    public Task<UserRow?> ChangeAsync(UserRow user, UserName? name, bool? admin, CancellationToken cancellationToken) =>
        database.WriteAsync(async connection =>
        {
            if (name is { } other && !await UserStore.RenameAsync(connection, user, other))
            {
                return null;
            }

            if (admin is { } now)
            {
                await UserStore.SetAdminAsync(connection, user.Id, now);
            }

            return await UserStore.FindAsync(connection, user.Id);
        }, cancellationToken);

    public Task SetAdminAsync(UserRow user, bool admin, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => UserStore.SetAdminAsync(connection, user.Id, admin), cancellationToken);

    /// <summary>Deletes the user and ends all that they hold. Their servers must be stopped before.</summary>
    /// <param name="user">Who.</param>
    /// <param name="mayGo">Looks, in the same transaction, whether nothing of theirs is in use.</param>
    /// <param name="cancellationToken">Ends the wait; the user may or may not be deleted.</param>
    /// <returns>False when <paramref name="mayGo"/> said no.</returns>
    public async Task<bool> DeleteAsync(UserRow user, Func<DbConnection, Task<bool>> mayGo, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isGone = await database.WriteAsync(async connection =>
        {
            if (!await mayGo(connection))
            {
                return false;
            }

            await SessionStore.EndAllAsync(connection, user.Id, now);
            await TokenStore.RevokeAllAsync(connection, user.Id);
            await UserStore.DeleteAsync(connection, user.Id);
            await OutboxStore.AddAsync(connection, new UserRemoved(user.Id, now));
            return true;
        }, cancellationToken);
        signal.Raise();
        return isGone;
    }

    /// <summary>The same for somebody without servers.</summary>
    public Task DeleteAsync(UserRow user, CancellationToken cancellationToken) =>
        DeleteAsync(user, _ => Task.FromResult(true), cancellationToken);
}
