using Atoll.Accounts.People;
using Atoll.TestKit;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>The full environment: everything a person expects of it is there, and what they install is gone with the server.</summary>
[Trait("Image", "notebook")]
public sealed class NotebookEnvironmentTests : IAsyncLifetime
{
    private HubFixture _hub = null!;
    private UserRow _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await HubFixture.StartAsync();
        _ada = await _hub.AddUserAsync("ada");
    }

    [Fact]
    public async Task It_has_what_the_field_works_with()
    {
        await Servers.StartAsync(_hub, _ada, "notebook");
        var kernel = await Kernel.ConnectAsync(_hub, _ada);
        Assert.Equal("", await kernel.RunAsync(
            "import dask, distributed, xarray, zarr, s3fs, rasterio, pystac_client, matplotlib, nbgitpuller, ipykernel"));
        Assert.Equal("2.0", await kernel.RunAsync("import xarray; print(xarray.DataArray([1., 2., 3.]).chunk().mean().compute().item())"));
        Assert.Equal("True True", await kernel.RunAsync("import shutil; print(*(shutil.which(tool) is not None for tool in ['git', 'ssh']))"));
        Assert.StartsWith("4.4", await kernel.RunAsync("import jupyterlab; print(jupyterlab.__version__)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packages_go_to_the_environment_and_are_gone_after_a_restart()
    {
        await Servers.StartAsync(_hub, _ada, "notebook");
        SampleWheel.Write(Path.Combine(_hub.Settings.Data.Volumes, $"home-{_ada.Id}", "atoll_sample-1.0-py3-none-any.whl"));
        var kernel = await Kernel.ConnectAsync(_hub, _ada);
        await kernel.RunAsync("%pip install -q --no-index /home/jovyan/atoll_sample-1.0-py3-none-any.whl");
        Assert.StartsWith("/srv/env/", await kernel.RunAsync("import atoll_sample; print(atoll_sample.__file__)"), StringComparison.Ordinal);

        using var program = await _hub.WithTokenAsync(_ada);
        (await program.DeleteAsync("/hub/api/users/ada/server")).EnsureSuccessStatusCode();
        await Servers.StoppedAsync(_hub, _ada);
        await Servers.StartAsync(_hub, _ada, "notebook");
        kernel = await Kernel.ConnectAsync(_hub, _ada);
        Assert.Equal("None", await kernel.RunAsync("import importlib.util; print(importlib.util.find_spec('atoll_sample'))"));
    }

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();
}
