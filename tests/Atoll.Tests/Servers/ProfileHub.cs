using Atoll.Environments;
using Atoll.TestKit;

namespace Atoll.Tests.Servers;

/// <summary>A hub with profiles over the stand-ins.</summary>
public sealed class ProfileHub : ServerHub
{
    private protected override void Change(HubOptions options) => Configure(options);

    internal static void Configure(HubOptions options)
    {
        options.Servers.SlowSeconds = 0;
        options.Servers.GraceSeconds = 0.3;
        var prompt = options.Environments[0];
        options.Environments.Add(new EnvironmentOptions { Name = "open", Command = prompt.Command, OwnLogin = true });
        options.ProfileList = [Plain(), Pangeo(), Open()];
    }

    private static StartProfileOptions Plain() => new() { DisplayName = "Plain", Environments = [StandIn.Prompt, StandIn.Held], Size = "small" };

    private static StartProfileOptions Pangeo() => new()
    {
        DisplayName = "Pangeo",
        Environment = StandIn.Stumbling,
        ProfileOptions =
        {
            ["mode"] = new()
            {
                DisplayName = "Mode",
                Choices = { ["calm"] = new() { DisplayName = "Calm" }, ["fast"] = new() { DisplayName = "Fast", Env = { ["MODE"] = "fast" } } },
                UnlistedChoice = new()
                {
                    Enabled = true,
                    DisplayName = "Another mode",
                    ValidationRegex = "[a-z]+$",
                    ValidationMessage = "Small letters only.",
                    Env = { ["MODE"] = "{value}" },
                },
            },
        },
    };

    private static StartProfileOptions Open() => new()
    {
        DisplayName = "Open", Environment = "open", Size = "small", CheckAtTarget = true, AllowedOrigins = ["https://a.example"],
    };
}
