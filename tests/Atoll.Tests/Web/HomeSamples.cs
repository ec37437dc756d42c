using Atoll.Hub.Pages;
using Atoll.Servers.Pages;
using Atoll.Web;

namespace Atoll.Tests.Web;

/// <summary>The control panel with servers in each state.</summary>
internal static class HomeSamples
{
    public static IEnumerable<(string Name, HomeModel Model)> All()
    {
        var running = Card("", ServerCardState.Running) with
        {
            Since = Gallery.Now.AddHours(-3),
            LastActivity = Gallery.Now.AddMinutes(-3),
            StopsAt = Gallery.Now.AddMinutes(57),
            LogUrl = "/hub/log/ada",
        };
        var home = new HomeModel
        {
            Page = Gallery.Ada,
            Servers = [running],
            Home = new StorageUse(Gallery.Gb(3.2), Gallery.Gb(10)),
            SignOutStopsServers = true,
        };
        yield return ("home-running", home);
        yield return ("home-newer", home with { Servers = [running with { NewerVersion = true }] });
        yield return ("home-stopped", home with { Servers = [Card("", ServerCardState.Stopped)] });
        yield return ("home-many", home with
        {
            Servers =
            [
                running with { CpuUsed = 0.4, MemoryUsed = Gallery.Gb(0.3) },
                Card("deep learning", ServerCardState.Starting) with { Since = Gallery.Now.AddSeconds(-20) },
                Card("old", ServerCardState.Stopping) with { Since = Gallery.Now.AddSeconds(-3) },
                Card("broken", ServerCardState.Failed) with
                {
                    Failure = new StartFailure(
                        "This environment is not available on this hub at the moment.",
                        "Choose another environment, and tell the operator: its image is missing.",
                        "image-missing"),
                    Again = new StartAgain("/hub/spawn/ada/broken"),
                },
                Card("broken too", ServerCardState.Failed) with
                {
                    Failure = new StartFailure("No place became free for your server in time.", null, "no-place"),
                },
            ],
        });
    }

    /// <summary>People may have more than one.</summary>
    public static IEnumerable<(string Name, HomeModel Model)> Named()
    {
        var another = new NewServerModel { Action = "/hub/new-server", Limit = (1, 3) };
        var home = new HomeModel
        {
            Page = Gallery.Ada,
            Servers = [Card("", ServerCardState.Running), Card("gpu", ServerCardState.Stopped) with { DeleteAction = "/hub/delete-server/ada/gpu" }],
            Another = another,
        };
        yield return ("home-named", home);
        yield return ("home-named-fault", home with
        {
            Another = another with
            {
                Name = "lab",
                Faults = [new FieldFault("name", "A server cannot be called “lab”: /user/ada/lab/ is an address of the default server itself. Choose another name.")],
            },
        });
        yield return ("home-named-full", home with { Another = another with { Limit = (3, 3) } });
    }

    private static ServerCardModel Card(string name, ServerCardState state)
    {
        var path = name.Length == 0 ? "ada" : "ada/" + Uri.EscapeDataString(name);
        return new()
        {
            Name = name,
            State = state,
            OpenUrl = $"/user/{path}/",
            StartUrl = $"/hub/spawn/{path}",
            ProgressUrl = $"/hub/spawn-pending/{path}",
            StopAction = $"/hub/stop/{path}",
            RestartAction = $"/hub/restart/{path}",
            Environment = "Pangeo notebook",
            Size = "Small",
            Cpu = 1,
            Memory = Gallery.Gb(2),
        };
    }
}
