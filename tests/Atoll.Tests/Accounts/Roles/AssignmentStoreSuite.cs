using Atoll.Accounts.People;
using Atoll.Accounts.Roles;
using Atoll.Accounts.Services;
using Atoll.Core.Names;
using Atoll.Platform.Database;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Accounts.Roles;

public sealed class SqliteAssignments(SqliteTestDatabase test) : AssignmentStoreSuite(test), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresAssignments(PostgresTestDatabase test) : AssignmentStoreSuite(test), IClassFixture<PostgresTestDatabase>;

/// <summary>What the configuration says about who has roles, on both databases.</summary>
public abstract class AssignmentStoreSuite
{
    private readonly HubDatabase _database;

    protected AssignmentStoreSuite(TestDatabase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        _database = test.Database;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exactly_those_named_are_administrators()
    {
        await _database.WriteAsync(async connection =>
        {
            await UserStore.CreateAsync(connection, UserName.Parse("was"), admin: true, DateTimeOffset.UnixEpoch);
            await UserStore.CreateAsync(connection, UserName.Parse("is"), admin: false, DateTimeOffset.UnixEpoch);
            await UserStore.CreateAsync(connection, UserName.Tester, admin: true, DateTimeOffset.UnixEpoch);

            var (added, removed) = await AssignmentStore.SetAdminsAsync(connection, ["is"]);
            Assert.Equal(["is"], added);
            Assert.Equal(["was"], removed);
            var again = await AssignmentStore.SetAdminsAsync(connection, ["is"]);
            Assert.Empty(again.Added.Concat(again.Removed));

            Assert.True((await UserStore.FindAsync(connection, "is"))!.Admin);
            Assert.False((await UserStore.FindAsync(connection, "was"))!.Admin);
            Assert.True((await UserStore.FindAsync(connection, UserName.Tester.Value))!.Admin);
        }, Cancel);
    }

    [Fact]
    public async Task Group_is_made_once() => await _database.WriteAsync(async connection =>
    {
        Assert.True(await AssignmentStore.EnsureGroupAsync(connection, "named"));
        Assert.False(await AssignmentStore.EnsureGroupAsync(connection, "named"));
    }, Cancel);

    [Fact]
    public async Task Exactly_the_services_named_are_administrators() => await _database.WriteAsync(async connection =>
    {
        await ServiceStore.CreateAsync(connection, new ServiceRow { Id = 0, Name = "was", Admin = true });
        await ServiceStore.CreateAsync(connection, new ServiceRow { Id = 0, Name = "is" });

        await AssignmentStore.SetAdminServicesAsync(connection, ["is"]);

        Assert.True((await ServiceStore.FindAsync(connection, "is"))!.Admin);
        Assert.False((await ServiceStore.FindAsync(connection, "was"))!.Admin);
    }, Cancel);
}
