using Atoll.Compute;
using Xunit;

namespace Atoll.TestKit.Conformance;

/// <summary>Ensuring a workload: once, adopted, replaced, never twice.</summary>
public abstract class SiteStartConformance(SiteHarness harness) : SiteConformance(harness)
{
    [Fact]
    public async Task Ensured_workload_runs_and_is_found_by_its_name()
    {
        var name = NewName();
        var started = await EnsureAsync(name, Forever);
        var found = await Site.FindAsync(name, Token);

        Assert.Equal(WorkloadPhase.Running, started.Phase);
        Assert.Equal((started.Id, name, 1L), (found!.Id, found.Name, found.StartNumber));
        Assert.NotNull(found.Started);
        Assert.Null(found.End);
    }

    [Fact]
    public async Task Ensured_twice_is_one_workload()
    {
        var spec = Shell(NewName(), Forever);
        var first = await EnsureAsync(spec);
        var second = await EnsureAsync(spec);

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Started, second.Started);
    }

    [Fact]
    public async Task Another_hub_adopts_what_runs()
    {
        var spec = Shell(NewName(), Forever);
        var first = await EnsureAsync(spec);
        var other = await Harness.NewSiteAsync(Harness.Instance);
        var adopted = await other.EnsureAsync(spec, Token);

        Assert.Equal(first.Id, adopted.Id);
        Assert.Equal(first.Started, adopted.Started);
    }

    [Fact]
    public async Task Eight_at_once_make_one()
    {
        var spec = Shell(NewName(), Forever);
        var other = await Harness.NewSiteAsync(Harness.Instance);
        ISite[] sites = [Site, other, Site, other, Site, other, Site, other];
        var all = await Task.WhenAll(sites.Select(site => Task.Run(() => site.EnsureAsync(spec, Token), Token)));

        Assert.Single(all.Select(each => each.Id).Distinct());
        Assert.Single((await Site.ListAsync(Token)).Where(each => each.Name == spec.Name));
    }

    [Fact]
    public async Task Another_start_number_replaces()
    {
        var spec = Shell(NewName(), Forever);
        var first = await EnsureAsync(spec);
        var second = await EnsureAsync(spec with { StartNumber = 2 });

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(2, second.StartNumber);
        Assert.Single((await Site.ListAsync(Token)).Where(each => each.Name == spec.Name));
    }

    [Fact]
    public async Task Ended_is_returned_and_not_started_again()
    {
        var spec = Shell(NewName(), "exit 3");
        var first = await EnsureAsync(spec);
        await EndedAsync(spec.Name);
        var again = await EnsureAsync(spec);

        Assert.Equal(first.Id, again.Id);
        Assert.Equal(WorkloadPhase.Ended, again.Phase);
        Assert.Empty(again.Addresses);
        Assert.Equal(new WorkloadEnd(3, OutOfMemory: false), again.End);
    }

    [Fact]
    public async Task A_signal_counts_as_exit_code_128_and_its_number()
    {
        var name = NewName();
        await EnsureAsync(name, "sh -c 'kill -9 $$'; exit $?");

        Assert.Equal(137, (await EndedAsync(name)).End!.ExitCode);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_refused_and_leaves_nothing()
    {
        var spec = Harness.Bare(NewName(), "/no/such/program");
        var refused = await Assert.ThrowsAsync<SiteException>(() => EnsureAsync(spec));

        Assert.Equal(SiteFault.Refused, refused.Fault);
        Assert.Contains("/no/such/program", refused.Message, StringComparison.Ordinal);
        Assert.Null(await Site.FindAsync(spec.Name, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Ada")]
    [InlineData("a/../b")]
    [InlineData("a.b")]
    public async Task A_name_that_needs_quoting_is_refused(string name)
    {
        var refused = await Assert.ThrowsAsync<SiteException>(() => EnsureAsync(name, Forever));

        Assert.Equal(SiteFault.Refused, refused.Fault);
    }

    [Fact]
    public async Task Environment_arrives_as_it_is()
    {
        const string value = "spaces, \"quotes\", $dollars, = and ünïcode";
        var spec = Shell(NewName(), "echo \"[$GREETING]\"") with { Environment = new Dictionary<string, string> { ["GREETING"] = value } };

        Assert.Equal([$"[{value}]"], await OutputAsync(spec));
    }

    [Fact]
    public async Task Named_ports_are_reachable_from_the_host()
    {
        await Site.EnsureVolumeAsync("www", Token);
        const string serve = "echo hello > {volume:www}/index.html; exec busybox httpd -f -p {bind}:{port:web} -h {volume:www}";
        var workload = await EnsureAsync(Shell(NewName(), serve) with
        {
            Ports = new Dictionary<string, int> { ["web"] = 8888 },
            Mounts = [new VolumeMount("/www", "www")],
        });

        Assert.Equal("hello\n", await EventuallyAsync(() => Net.ReadAsync(workload.Addresses["web"], Token), "the port answers"));
        Assert.Equal(workload.Addresses, (await Site.FindAsync(workload.Name, Token))!.Addresses);
    }
}
