using System.Threading.Channels;
using Atoll.Accounts.People;
using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;

namespace Atoll.Accounts.Roles;

/// <summary>
/// Makes the accounts what <c>load_roles</c> says: users and groups that it names exist, and those under <c>admin</c> are administrators. At
/// the start, before anybody can ask, and whenever that part of the configuration changes. What roles allow needs no work: it follows from the
/// book at each use.
/// </summary>
internal sealed partial class RoleKeeper(HubDatabase database, Live<RoleBook> book, TimeProvider time, ILogger<RoleKeeper> logger)
    : BackgroundService, IHostedLifecycleService
{
    private readonly Channel<RoleBook> _changed = Channel.CreateUnbounded<RoleBook>();

    async Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken)
    {
        var applied = book.Value;
        await ApplyAsync(applied, cancellationToken);
        book.Listen(next =>
        {
            // Somebody who was made an administrator by hand stays one when another part of the file changes.
            if (!AssignsAlike(Interlocked.Exchange(ref applied, next), next))
            {
                _changed.Writer.TryWrite(next);
            }
        });
    }

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var next in _changed.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await ApplyAsync(next, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.NotApplied(logger, failure);
            }
        }
    }

    private async Task ApplyAsync(RoleBook now, CancellationToken cancellationToken)
    {
        if (now.Definitions.Count > 0)
        {
            await database.WriteAsync(async connection =>
            {
                await EnsureAllAsync(connection, now);
                await SetAdminsAsync(connection, now);
            }, cancellationToken);
        }
    }

    private async Task EnsureAllAsync(System.Data.Common.DbConnection connection, RoleBook now)
    {
        foreach (var name in now.Definitions.SelectMany(role => role.Users ?? []).Distinct())
        {
            if (await UserStore.CreateAsync(connection, UserName.Parse(name), admin: false, time.GetUtcNow()) is not null)
            {
                Log.UserCreated(logger, name);
            }
        }

        foreach (var name in now.Definitions.SelectMany(role => role.Groups ?? []).Distinct())
        {
            if (await AssignmentStore.EnsureGroupAsync(connection, name))
            {
                Log.GroupCreated(logger, name);
            }
        }
    }

    private async Task SetAdminsAsync(System.Data.Common.DbConnection connection, RoleBook now)
    {
        var admin = now.Definitions.FirstOrDefault(role => role.Name == DefaultRoles.Admin.Name);
        if (admin?.Users is { } users)
        {
            var (added, removed) = await AssignmentStore.SetAdminsAsync(connection, users.ToHashSet());
            added.ToList().ForEach(name => Log.AdminAdded(logger, name));
            removed.ToList().ForEach(name => Log.AdminRemoved(logger, name));
        }

        if (admin?.Services is { } services)
        {
            await AssignmentStore.SetAdminServicesAsync(connection, services.ToHashSet());
        }
    }

    private static bool AssignsAlike(RoleBook one, RoleBook other) => Assignments(one).SequenceEqual(Assignments(other));

    private static IEnumerable<string> Assignments(RoleBook book) => book.Definitions.SelectMany(role =>
        new[] { $"role {role.Name}" }.Concat(Of("users", role.Users)).Concat(Of("groups", role.Groups)).Concat(Of("services", role.Services)));

    private static IEnumerable<string> Of(string key, IReadOnlyList<string>? names) => names is null ? [] : names.Prepend(key);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Created user {User}, whom load_roles names")]
        public static partial void UserCreated(ILogger logger, string user);

        [LoggerMessage(2, LogLevel.Information, "Created group {Group}, which load_roles names")]
        public static partial void GroupCreated(ILogger logger, string group);

        [LoggerMessage(3, LogLevel.Information, "User {User} is an administrator now: load_roles says so")]
        public static partial void AdminAdded(ILogger logger, string user);

        [LoggerMessage(4, LogLevel.Information, "User {User} is no administrator any more: load_roles names others")]
        public static partial void AdminRemoved(ILogger logger, string user);

        [LoggerMessage(5, LogLevel.Error, "What load_roles says of users and groups could not be written down; it will be at the next change or start")]
        public static partial void NotApplied(ILogger logger, Exception failure);
    }
}
