using Atoll.Compute;
using Xunit;

namespace Atoll.TestKit.Conformance;

/// <summary>Volumes: private, and there tomorrow.</summary>
public abstract class SiteVolumeConformance(SiteHarness harness) : SiteConformance(harness)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public async Task What_one_start_writes_the_next_one_reads()
    {
        var (name, volume) = (NewName(), NewName());
        await Site.EnsureVolumeAsync(volume, Token);
        await OutputAsync(With(volume, Shell(name, $"echo kept > {{volume:{volume}}}/file")));
        await Site.EnsureVolumeAsync(volume, Token);
        var second = With(volume, Shell(name, $"cat {{volume:{volume}}}/file")) with { StartNumber = 2 };

        Assert.Equal(["kept"], await OutputAsync(second));
    }

    [Fact]
    public async Task A_volume_is_its_users_alone()
    {
        var volume = NewName();
        await Site.EnsureVolumeAsync(volume, Token);
        var directory = Harness.VolumeDirectory(volume);

        Assert.Equal(Private, File.GetUnixFileMode(directory));
        Assert.Equal(Harness.VolumeOwner, Native.Owner(directory).User);
    }

    [Fact]
    public async Task A_mode_that_the_owner_chose_stays()
    {
        var volume = NewName();
        await Site.EnsureVolumeAsync(volume, Token);
        var directory = Harness.VolumeDirectory(volume);
        File.SetUnixFileMode(directory, Private | UnixFileMode.GroupRead);
        await Site.EnsureVolumeAsync(volume, Token);

        Assert.Equal(Private | UnixFileMode.GroupRead, File.GetUnixFileMode(directory));
    }

    [Theory]
    [InlineData("../etc")]
    [InlineData("a/b")]
    [InlineData(".")]
    [InlineData("")]
    public async Task A_volume_outside_the_root_is_refused(string volume)
    {
        var refused = await Assert.ThrowsAsync<SiteException>(() => Site.EnsureVolumeAsync(volume, Token));
        Assert.Equal(SiteFault.Refused, refused.Fault);

        var mounted = await Assert.ThrowsAsync<SiteException>(() => EnsureAsync(With(volume, Shell(NewName(), Forever))));
        Assert.Equal(SiteFault.Refused, mounted.Fault);
    }

    [Fact]
    public async Task A_volume_that_was_never_made_is_refused()
    {
        var refused = await Assert.ThrowsAsync<SiteException>(() => EnsureAsync(With(NewName(), Shell(NewName(), Forever))));

        Assert.Equal(SiteFault.Refused, refused.Fault);
    }

    private static WorkloadSpec With(string volume, WorkloadSpec spec) => spec with { Mounts = [new VolumeMount("/data", volume)] };
}
