using System.Data.Common;
using Atoll.Core.Names;
using Dapper;

namespace Atoll.Accounts.Roles;

/// <summary>SQL of what the configuration says about who has roles.</summary>
internal static class AssignmentStore
{
    /// <summary>Makes the group if it is not there. Whether it was not.</summary>
    public static async Task<bool> EnsureGroupAsync(DbConnection connection, string name) =>
        await connection.ExecuteAsync("INSERT INTO groups (name, properties) VALUES (@name, '{}') ON CONFLICT (name) DO NOTHING", new { name }) > 0;

    /// <summary>Makes exactly these users administrators. Names of those for whom that was new, and of those who no longer are.</summary>
    public static async Task<(IReadOnlyList<string> Added, IReadOnlyList<string> Removed)> SetAdminsAsync(
        DbConnection connection, IReadOnlyCollection<string> names)
    {
        var before = (await connection.QueryAsync<string>("SELECT name FROM users WHERE admin")).Where(name => !UserName.IsOwn(name)).ToList();
        var (added, removed) = (names.Except(before).ToList(), before.Except(names).ToList());
        foreach (var name in added.Concat(removed))
        {
            await connection.ExecuteAsync("UPDATE users SET admin = @admin WHERE name = @name", new { name, admin = names.Contains(name) });
        }

        return (added, removed);
    }

    /// <summary>Makes exactly these services administrators, but for configured ones: what those are is written with them.</summary>
    public static async Task SetAdminServicesAsync(DbConnection connection, IReadOnlyCollection<string> names)
    {
        foreach (var (name, admin) in await connection.QueryAsync<(string Name, bool Admin)>("SELECT name, admin FROM services WHERE NOT configured"))
        {
            if (admin != names.Contains(name))
            {
                await connection.ExecuteAsync("UPDATE services SET admin = @wanted WHERE name = @name", new { name, wanted = !admin });
            }
        }
    }
}
