using Atoll.Core.Names;
using Atoll.Platform.Configuration;

namespace Atoll.Accounts.Groups;

/// <summary>What must be right in <c>load_groups</c>.</summary>
internal static class GroupRules
{
    public static IEnumerable<Misfit> Check(IReadOnlyDictionary<string, LoadedGroupOptions> groups) => groups.SelectMany(group => OfOne(group.Key, group.Value));

    private static IEnumerable<Misfit> OfOne(string name, LoadedGroupOptions group)
    {
        if (!GroupNames.IsValid(name))
        {
            yield return new Misfit($"load_groups.{name}", "cannot be a group's name: it holds '/', something that cannot be seen, or more than 255 bytes.");
        }

        foreach (var (at, user) in group.Users.Index())
        {
            if (UserName.FaultOf(user) is { } fault)
            {
                yield return new Misfit($"load_groups.{name}.users[{at}]", $"'{user}' cannot be a user's name: {fault}.");
            }
        }
    }
}
