using System.Net;
using Atoll.Environments;
using Atoll.TestKit;
using Xunit;

namespace Atoll.EndToEnd.Clients;

/// <summary>Load generators and home-grown scripts that sign in by the form (hubtraf): from sign-in to sign-out without a token.</summary>
public sealed class FormScriptTests : IAsyncLifetime
{
    private HubFixture _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await HubFixture.StartAsync(options =>
    {
        options.Environments = [new EnvironmentOptions { Name = "slim", Image = "atoll/slim:latest", BuiltHere = true }];
        options.Servers.GraceSeconds = 2;
    });

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task It_signs_in_starts_a_kernel_stops_and_signs_out()
    {
        var ada = await _hub.AddUserAsync("ada", ClientHub.Password);
        using var script = new FormScript(_hub.Url, "ada");

        Assert.Equal(HttpStatusCode.Forbidden, await script.SignInAsync("wrong"));
        Assert.Equal(HttpStatusCode.OK, await script.SignInAsync(ClientHub.Password));
        Assert.Equal("/user/ada/lab", await script.StartAsync());
        var kernel = await script.StartKernelAsync();
        Assert.Equal(HttpStatusCode.NoContent, await script.StopKernelAsync(kernel));
        Assert.Equal(HttpStatusCode.NoContent, await script.StopAsync());
        await Story.Servers.StoppedAsync(_hub, ada);
        Assert.Equal("/hub/login", await script.SignOutAsync());
        Assert.Empty(_hub.Complaints);
    }
}
