using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.TestKit.Conformance;
using Xunit;

namespace Atoll.EndToEnd.Compute;

/// <summary>Images: found, kept as they are, missing; and an engine that is away.</summary>
public abstract class EngineImageConformance(ContainerHarness harness) : SiteConformance(harness)
{
    private ContainerSite Images => (ContainerSite)Site;

    [Fact]
    public async Task The_entry_point_is_kept() =>
        Assert.Equal(["yes"], await OutputAsync(Shell(NewName(), "echo $FROM_ENTRYPOINT")));

    [Fact]
    public async Task Without_a_command_the_images_own_runs() =>
        Assert.Equal(["the default command"], await OutputAsync(Shell(NewName(), "") with { Command = [] }));

    [Fact]
    public async Task An_image_is_found_by_name_and_runs_by_id()
    {
        var image = await Images.FindImageAsync(harness.Image, Token);

        var id = image!.Id;
        Assert.StartsWith("sha256:", id, StringComparison.Ordinal);
        Assert.InRange(image.SizeBytes, 100_000, 50_000_000);
        Assert.Equal(id, (await Images.FindImageAsync(id, Token))!.Id);
        Assert.Equal(["hello"], await OutputAsync(Shell(NewName(), "echo hello") with { Image = id }));
    }

    [Theory]
    [InlineData("atoll-test/absent:1")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_missing_image_is_told(string image)
    {
        var missing = await Assert.ThrowsAsync<SiteException>(() => EnsureAsync(Shell(NewName(), "") with { Image = image }));

        Assert.Equal(SiteFault.ImageMissing, missing.Fault);
        Assert.False(missing.MayPass);
        Assert.Null(await Images.FindImageAsync(image, Token));
    }

    [Theory]
    [InlineData("../containers/json")]
    [InlineData("Not An Image")]
    public async Task What_is_no_image_is_refused(string image)
    {
        var refused = await Assert.ThrowsAsync<SiteException>(() => EnsureAsync(Shell(NewName(), "") with { Image = image }));

        Assert.Equal(SiteFault.Refused, refused.Fault);
        Assert.Null(await Images.FindImageAsync(image, Token));
    }

    [Fact]
    public async Task An_engine_that_is_away_is_told()
    {
        using var away = new ContainerSite(new()
        {
            SocketPath = Path.Combine(harness.VolumeDirectory("nobody"), "listens.sock"),
            InstanceId = SiteHarness.NewInstance(),
            Subnet = new(new([10, 127, 252, 0]), 22),
            VolumesRoot = harness.VolumeDirectory("away"),
        });

        await IsAwayAsync(() => away.EnsureAsync(Shell(NewName(), Forever), Token));
        await IsAwayAsync(() => away.ListAsync(Token));
        await IsAwayAsync(() => away.DeleteAsync(new string('a', 64), TimeSpan.Zero, Token));
        await IsAwayAsync(() => away.FindImageAsync(harness.Image, Token));
        await IsAwayAsync(async () => await away.WatchAsync(Token).GetAsyncEnumerator(Token).MoveNextAsync());
    }

    [Fact]
    public async Task An_image_is_removed_by_id_and_not_while_it_is_used_or_has_other_names()
    {
        var name = $"atoll-test/goes:{NewName()}";
        await harness.Engine.CommitAsync(harness.Image, name, ["ENV GOES=1"], Token);
        var id = (await Images.FindImageAsync(name, Token))!.Id;
        var used = await EnsureAsync(Shell(NewName(), Forever) with { Image = id });

        Assert.Equal(SiteFault.Busy, (await Assert.ThrowsAsync<SiteException>(() => Images.RemoveImageAsync(id, Token))).Fault);
        await Site.DeleteAsync(used.Id, TimeSpan.Zero, Token);
        await harness.Engine.TagAsync(id, $"{name}-other", Token);
        Assert.Equal(SiteFault.Busy, (await Assert.ThrowsAsync<SiteException>(() => Images.RemoveImageAsync(id, Token))).Fault);
        await harness.Engine.RemoveImageAsync($"{name}-other", Token);
        await Images.RemoveImageAsync(id, Token);
        Assert.Null(await Images.FindImageAsync(id, Token));
        await Images.RemoveImageAsync(id, Token);
    }

    [Fact]
    public async Task Only_an_id_in_full_is_removed() => Assert.Equal(
        SiteFault.Refused, (await Assert.ThrowsAsync<SiteException>(() => Images.RemoveImageAsync(harness.Image, Token))).Fault);

    [Fact]
    public async Task A_folder_of_the_host_can_be_read_and_not_changed()
    {
        var folder = Directory.CreateDirectory(harness.VolumeDirectory("for-all"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "here"), "it is", Token);
        var spec = Shell(NewName(), "cat /given/here; (echo more > /given/here) 2>/dev/null || echo ' and stays'") with
        {
            Mounts = [new HostFolderMount("/given", folder.FullName)],
        };

        Assert.Equal(["it is and stays"], await OutputAsync(spec));
        Assert.Equal("it is", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "here"), Token));
    }

    private static async Task IsAwayAsync(Func<Task> call)
    {
        var away = await Assert.ThrowsAsync<SiteException>(call);
        Assert.Equal(SiteFault.Away, away.Fault);
        Assert.True(away.MayPass);
    }
}
