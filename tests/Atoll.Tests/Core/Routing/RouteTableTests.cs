using Atoll.Core.Routing;
using Xunit;

namespace Atoll.Tests.Core.Routing;

public sealed class RouteTableTests
{
    private static readonly RouteTable Table = TableOf("/user/ada/", "/user/ada/lab-2/", "/user/zoë b@x/", "/services/dask/", "/user/a%2Fb/");

    [Theory]
    [InlineData("/user/ada/", "/user/ada/")]
    [InlineData("/user/ada", "/user/ada/")]
    [InlineData("/user/ada/api/kernels", "/user/ada/")]
    [InlineData("/user/ada/lab-2", "/user/ada/lab-2/")]
    [InlineData("/user/ada/lab-2/tree", "/user/ada/lab-2/")]
    [InlineData("/user/ada/lab-22/tree", "/user/ada/")]
    [InlineData("/user/ada//lab-2/", "/user/ada/")]
    [InlineData("/user/%61da/x", "/user/ada/")]
    [InlineData("/%75ser/ada/x", "/user/ada/")]
    [InlineData("/user/zo%C3%AB%20b@x/lab", "/user/zoë b@x/")]
    [InlineData("/user/zo%c3%ab%20b%40x/lab", "/user/zoë b@x/")]
    [InlineData("/user/a%2fb/lab", "/user/a%2Fb/")]
    [InlineData("/user/ada/%zz/%", "/user/ada/")]
    public void Finds_the_longest_prefix_on_decoded_segments(string path, string prefix) => Assert.Equal(prefix, Table.Find(path)?.Route.Prefix);

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("user/ada/")]
    [InlineData("/")]
    [InlineData("/user")]
    [InlineData("/user/")]
    [InlineData("/user/adam/")]
    [InlineData("/user/ad")]
    [InlineData("/user/Ada/")]
    [InlineData("/USER/ada/")]
    [InlineData("//user/ada/")]
    [InlineData("/user//ada/")]
    [InlineData("/user%2Fada/")]
    [InlineData("/user/a/b/lab")]
    [InlineData("/user/%2561da/")]
    [InlineData("/user/ada%00/")]
    [InlineData("/hub/user/ada/")]
    public void Finds_nothing_else(string path) => Assert.Null(Table.Find(path));

    [Theory]
    [InlineData("/user/ada/../adam/", null)]
    [InlineData("/user/ada/%2e%2E/adam/", null)]
    [InlineData("/user/ada/.%2e/../hub/home", null)]
    [InlineData("/hub/../user/ada/lab", "/user/ada/")]
    [InlineData("/hub/%2e./user/ada/lab", "/user/ada/")]
    [InlineData("/user/./ada/lab", "/user/ada/")]
    [InlineData("/user/ada/lab-2/..", "/user/ada/")]
    [InlineData("/user/ada/lab-2/../../../../../x", null)]
    [InlineData("/user/ada/.hidden/..bar/...", "/user/ada/")]
    [InlineData("/user/ada/%252e%252e/adam", "/user/ada/")]
    public void Resolves_dot_segments_before_it_matches(string path, string? prefix) => Assert.Equal(prefix, Table.Find(path)?.Route.Prefix);

    [Theory]
    [InlineData("/user/ada/lab", 9)]
    [InlineData("/user/%61da/lab", 11)]
    [InlineData("/user/ada", 9)]
    [InlineData("/user/ada/./lab", -1)]
    public void Says_how_much_of_the_path_spelled_the_prefix(string path, int length) => Assert.Equal(length, Table.Find(path)?.PrefixLength);

    [Fact]
    public void Root_route_takes_what_no_other_takes()
    {
        var table = Table.With(RouteTo("/"));
        Assert.Equal("/", table.Find("/")?.Route.Prefix);
        Assert.Equal("/", table.Find("/hub/home")?.Route.Prefix);
        Assert.Equal("/user/ada/", table.Find("/user/ada/lab")?.Route.Prefix);
    }

    [Fact]
    public void Edits_leave_the_table_they_began_with_alone()
    {
        var without = Table.Without("/user/ada");
        Assert.Null(without.Find("/user/ada/api"));
        Assert.Equal("/user/ada/lab-2/", without.Find("/user/ada/lab-2/api")?.Route.Prefix);
        Assert.Equal("/user/ada/", Table.Find("/user/ada/api")?.Route.Prefix);
        Assert.Same(without, without.Without("/user/ada/"));
    }

    [Fact]
    public void Removing_every_route_leaves_nothing_behind()
    {
        var table = Table.ToRoutes().Aggregate(Table, (rest, route) => rest.Without(route.Prefix));
        Assert.Empty(table.ToRoutes());
        Assert.Null(table.Get("/user"));
    }

    [Fact]
    public void Publishing_a_prefix_again_replaces_it_however_it_is_spelled()
    {
        var table = Table.With(RouteTo("/user/zo%C3%AB%20b%40x/") with { Generation = 7 });
        Assert.Equal(Table.ToRoutes().Length, table.ToRoutes().Length);
        Assert.Equal(7, table.Find("/user/zoë%20b@x/")?.Route.Generation);
    }

    [Fact]
    public void Lookups_among_5000_routes_allocate_nothing()
    {
        var table = Enumerable.Range(0, 5000).Aggregate(RouteTable.Empty, (rest, i) => rest.With(RouteTo($"/user/user-{i}@site/")));
        Assert.Equal(5000, table.ToRoutes().Length);
        Assert.Equal(3000, Look(table));
        // A collection in between counts the rest of this thread's block as used; what lookups allocate would show in every round.
        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => AllocatedBy(table)));
    }

    [Fact]
    public void Prefix_must_begin_with_a_slash() => Assert.Throws<ArgumentException>(() => Table.With(RouteTo("user/ada/")));

    private static long AllocatedBy(RouteTable table)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Look(table);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static int Look(RouteTable table)
    {
        var found = 0;
        for (var i = 0; i < 1000; i++)
        {
            found += table.Find("/user/user-4711@site/api/contents/a.ipynb") is null ? 0 : 1;
            found += table.Find("/user/user-4711%40site/files/.hidden") is null ? 0 : 1;
            found += table.Find("/user/user-0@site") is null ? 0 : 1;
            found += table.Find("/user/nobody/api") is null ? 0 : 1;
        }

        return found;
    }

    private static RouteTable TableOf(params string[] prefixes) =>
        prefixes.Aggregate(RouteTable.Empty, (table, prefix) => table.With(RouteTo(prefix)));

    private static Route RouteTo(string prefix) =>
        new() { Prefix = prefix, Target = new Uri("http://127.0.0.1:1"), Resource = "server:" + prefix };
}
