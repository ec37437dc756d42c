using Atoll.Core.Scopes;
using Xunit;

namespace Atoll.Tests.Core.Scopes;

/// <summary>Tries all small sets of filters against all small targets: few enough to leave no case out.</summary>
public sealed class ScopeSetTests
{
    private const string Name = "servers";

    private static readonly string[] _users = ["ada", "bob"];
    private static readonly string[] _servers = ["", "gpu"];

    private static readonly ScopeFilter[] _filters =
    [
        ScopeFilter.None, ScopeFilter.User("ada"), ScopeFilter.User("bob"), new(FilterKind.Group, "physics"), new(FilterKind.Group, "empty"),
        ScopeFilter.Server("ada", ""), ScopeFilter.Server("ada", "gpu"), ScopeFilter.Server("bob", ""), new(FilterKind.Service, "grader"),
        new(FilterKind.User, ""), new(FilterKind.Server, ""),
    ];

    [Fact]
    public void Intersection_never_widens_and_is_the_same_from_both_sides()
    {
        var sets = Sets();
        foreach (var one in sets)
        {
            foreach (var other in sets)
            {
                var both = one.Intersect(other);
                Assert.Equal(both.ToStrings(), other.Intersect(one).ToStrings());
                AssertAllows(both, (user, server) => one.Allows(Name, user, server) && other.Allows(Name, user, server));
                AssertAllows(both, user => one.Allows(Name, user) && other.Allows(Name, user));
            }
        }
    }

    [Fact]
    public void Union_allows_what_either_does()
    {
        var sets = Sets();
        foreach (var one in sets)
        {
            foreach (var other in sets)
            {
                AssertAllows(one.Union(other), (user, server) => one.Allows(Name, user, server) || other.Allows(Name, user, server));
            }
        }
    }

    [Theory]
    [InlineData("servers", true, true, true)]
    [InlineData("servers!user=ada", true, true, false)]
    [InlineData("servers!group=physics", true, true, false)]
    [InlineData("servers!group=empty", false, false, false)]
    [InlineData("servers!server=ada/gpu", false, true, false)]
    [InlineData("servers!server=ada/", false, false, false)]
    [InlineData("servers!service=grader", false, false, false)]
    [InlineData("servers!user", false, false, false)]
    public void Filter_covers(string scope, bool user, bool server, bool stranger)
    {
        Assert.True(Scope.TryParse(scope, out var parsed));
        var set = new ScopeSet([parsed], IsMember);

        Assert.Equal(user, set.Allows(Name, "ada"));
        Assert.Equal(server, set.Allows(Name, "ada", "gpu"));
        Assert.Equal(stranger, set.Allows(Name, "bob", "gpu"));
        Assert.True(set.Has(Name));
    }

    [Fact]
    public void Other_scopes_are_not_touched()
    {
        var set = new ScopeSet([new Scope("servers")]);

        Assert.False(set.Has("delete:servers"));
        Assert.False(set.Allows("tokens", "ada"));
        Assert.False(ScopeSet.Empty.Has("servers"));
        Assert.True(set.HasAny(["proxy", "servers"]));
        Assert.True(set.AllowsAny(["proxy", "servers"], "ada"));
    }

    [Theory]
    [InlineData("groups", true, true)]
    [InlineData("groups!group=physics", true, false)]
    [InlineData("groups!user=ada", false, false)]
    [InlineData("groups!service=physics", false, false)]
    public void Filter_covers_groups(string scope, bool physics, bool other)
    {
        Assert.True(Scope.TryParse(scope, out var parsed));
        var set = new ScopeSet([parsed], IsMember);

        Assert.Equal(physics, set.AllowsGroup("groups", "physics"));
        Assert.Equal(other, set.AllowsGroup("groups", "empty"));
        Assert.False(set.AllowsGroup("delete:groups", "physics"));
    }

    [Theory]
    [InlineData("read:services", true, true)]
    [InlineData("read:services!service=grader", true, false)]
    [InlineData("read:services!user=grader", false, false)]
    public void Filter_covers_services(string scope, bool grader, bool other)
    {
        Assert.True(Scope.TryParse(scope, out var parsed));
        var set = new ScopeSet([parsed]);

        Assert.Equal(grader, set.AllowsService("read:services", "grader"));
        Assert.Equal(other, set.AllowsService("read:services", "culler"));
    }

    [Fact]
    public void Tells_what_a_list_is_limited_to()
    {
        var set = new ScopeSet(
        [
            new("list:users", ScopeFilter.User("ada")), new("list:users", new ScopeFilter(FilterKind.Group, "physics")), new("proxy"),
            new("servers", ScopeFilter.Server("ada", "gpu")), new("servers", ScopeFilter.User("")),
        ]);

        var users = set.FiltersOf("list:users");
        Assert.Equal((false, false), (users.IsEverything, users.IsNothing));
        Assert.Equal(["ada"], users.Users);
        Assert.Equal(["physics"], users.Groups);
        Assert.True(users.AreOnly(FilterKind.User, FilterKind.Group));
        Assert.False(users.AreOnly(FilterKind.User));
        Assert.True(set.FiltersOf("proxy").IsEverything);
        Assert.True(set.FiltersOf("shutdown").IsNothing);
        Assert.Equal(["ada/gpu"], set.FiltersOf("servers").Servers);
        Assert.Empty(set.FiltersOf("servers").Users);
        Assert.Equal(["physics"], set.Groups);
    }

    private static bool IsMember(string user, string group) => user == "ada" && group == "physics";

    private static List<ScopeSet> Sets() =>
        [.. from one in _filters from other in _filters select new ScopeSet([new Scope(Name, one), new Scope(Name, other)], IsMember)];

    private static void AssertAllows(ScopeSet set, Func<string, string, bool> expected)
    {
        foreach (var user in _users)
        {
            foreach (var server in _servers)
            {
                Assert.True(expected(user, server) == set.Allows(Name, user, server), $"{set} on {user}/{server}");
            }
        }
    }

    private static void AssertAllows(ScopeSet set, Func<string, bool> expected) =>
        Assert.All(_users, user => Assert.True(expected(user) == set.Allows(Name, user), $"{set} on {user}"));
}
