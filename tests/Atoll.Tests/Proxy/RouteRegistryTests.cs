using Atoll.Core.Routing;
using Atoll.Proxy;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class RouteRegistryTests
{
    private readonly RouteRegistry _registry = new();

    [Fact]
    public void News_of_an_earlier_start_is_ignored()
    {
        Assert.True(_registry.Publish(Start(2)));
        Assert.False(_registry.Withdraw("/user/ada/", 1));
        Assert.False(_registry.Publish(Start(1)));
        Assert.Equal(2, Published()?.Generation);
    }

    [Fact]
    public void News_of_the_same_or_a_later_start_counts()
    {
        _registry.Publish(Start(2));
        Assert.True(_registry.Publish(Start(2) with { Target = new Uri("http://127.0.0.1:2") }));
        Assert.Equal(2, Published()?.Target.Port);
        Assert.True(_registry.Publish(Start(3)));
        Assert.True(_registry.Withdraw("/user/ada", 3));
        Assert.Null(Published());
        Assert.False(_registry.Withdraw("/user/ada/", 3));
    }

    [Fact]
    public void Another_resource_may_take_a_prefix_over_with_its_own_numbers()
    {
        _registry.Publish(Start(9));
        Assert.True(_registry.Publish(Start(1) with { Resource = "server:13" }));
        Assert.Equal("server:13", Published()?.Resource);
    }

    [Fact]
    public void Publishing_from_many_threads_loses_nothing()
    {
        Parallel.For(0, 500, i => _registry.Publish(Start(1) with { Prefix = $"/user/u{i}/", Resource = $"server:{i}" }));
        Assert.Equal(500, _registry.Current.ToRoutes().Length);
    }

    private static Route Start(long generation) => new()
    {
        Prefix = "/user/ada/",
        Target = new Uri("http://127.0.0.1:1"),
        Resource = "server:12",
        Generation = generation,
    };

    private Route? Published() => _registry.Current.Find("/user/ada/lab")?.Route;
}
