using Atoll.Tests.Servers;
using Xunit;

namespace Atoll.Tests.Contract.Advisories;

/// <summary>What people run instead of what they are offered.</summary>
public sealed class ImageAdvisoryTests(QuickHub hub) : IClassFixture<QuickHub>
{
    /// <summary>GHSA-hfgr-h3vc-p6c2 (CVE-2023-48311, DockerSpawner): where no choice of images was configured, any image could be asked for.</summary>
    [Theory]
    [InlineData("""{"image": "evil.example/any:latest"}""")]
    [InlineData("""{"environment": "prompt", "image": "evil.example/any:latest"}""")]
    [InlineData("""{"user_options": {"environment": "prompt", "image": "evil.example/any:latest"}}""")]
    [InlineData("""{"environment": "prompt", "image--unlisted-choice": "evil.example/any:latest", "command": ["sh"], "env": {"PATH": "/x"}, "mounts": ["/"]}""")]
    public async Task Nobody_names_an_image_where_none_can_be_chosen(string body)
    {
        var ada = await hub.AddAsync($"image-{Guid.NewGuid():n}");

        var answer = await hub.AskAsync(ada, "POST", $"/users/{ada.Name}/server", body);

        Assert.Contains(answer.Status, new[] { 202, 400 });
        var row = await hub.Store.FindAsync(ada.Id, "", CancellationToken.None);
        if (row?.Plan is { } plan)
        {
            Assert.Equal(("", ""), (plan.Image, plan.ImageSpec));
            Assert.DoesNotContain("sh", plan.Command);
            Assert.False(plan.Env.ContainsKey("PATH"));
        }
    }
}
