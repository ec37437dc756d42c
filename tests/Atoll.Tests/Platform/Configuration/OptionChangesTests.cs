using Atoll.Environments;
using Atoll.Platform.Configuration.Model;
using Xunit;

namespace Atoll.Tests.Platform.Configuration;

public sealed class OptionChangesTests
{
    [Fact]
    public void Equal_configurations_do_not_differ() => Assert.Empty(Changes(_ => { }));

    [Fact]
    public void What_differs_is_named_by_its_path()
    {
        var changes = Changes(options =>
        {
            options.HubName = "Lagoon";
            options.Port = 1;
            options.Site.Reserve.Cpu = 2;
            options.Servers.StopOnLogout = false;
            options.Sizes[1].MemoryGb = 9;
            options.Environments[0].Command = ["jupyterhub-singleuser", "--debug"];
            options.Environments[1].Env["A"] = "b";
        });

        Assert.Equal(
            ["hub_name", "port!", "site.reserve.cpu!", "environments[0].command", "environments[1].env", "sizes[1].memory_gb", "servers.stop_on_logout"],
            changes);
    }

    [Fact]
    public void A_list_that_grew_is_named_as_a_whole() =>
        Assert.Equal(["sizes"], Changes(options => options.Sizes.Add(new SizeOptions { Name = "large" })));

    [Fact]
    public void What_only_a_restart_changes_stays()
    {
        var running = new HubOptions();
        var next = new HubOptions { HubName = "Lagoon", Port = 1, Database = "Host=x" };
        next.Site.Reserve.Cpu = 2;

        OptionChanges.KeepUntilRestart(running, next);

        Assert.Equal(("Lagoon", 8000, "", 0), (next.HubName, next.Port, next.Database, next.Site.Reserve.Cpu));
    }

    private static IEnumerable<string> Changes(Action<HubOptions> change)
    {
        var next = new HubOptions();
        change(next);
        return OptionChanges.Between(new HubOptions(), next).Select(one => one.Key + (one.NeedsRestart ? "!" : ""));
    }
}
