using Atoll.Servers;
using Xunit;

namespace Atoll.Tests.Servers;

/// <summary>What unmodified images read (jupyterhub.md 1.9).</summary>
public sealed class ServerEnvironmentTests
{
    private static readonly ServerEnvironment.Facts _facts = new()
    {
        UserName = "ada@x.org",
        ServerName = "",
        ClientId = "jupyterhub-user-ada%40x.org",
        Hub = new HubAddresses("http://10.96.0.1:8081/hub/api"),
        Token = "secret",
        HomeVolume = "home-7",
        Plan = new ServerPlan
        {
            Environment = "slim",
            Size = "small",
            DefaultUrl = "/lab",
            Image = "atoll/slim",
            Cpu = 1.5,
            MemoryBytes = 2L << 30,
            CpuRequest = 0.15,
            MemoryRequest = 1L << 30,
        },
    };

    [Theory]
    [InlineData("JUPYTERHUB_API_TOKEN", "secret")]
    [InlineData("JPY_API_TOKEN", "secret")]
    [InlineData("JUPYTERHUB_CLIENT_ID", "jupyterhub-user-ada%40x.org")]
    [InlineData("JUPYTERHUB_USER", "ada@x.org")]
    [InlineData("JUPYTERHUB_SERVER_NAME", "")]
    [InlineData("JUPYTERHUB_API_URL", "http://10.96.0.1:8081/hub/api")]
    [InlineData("JUPYTERHUB_ACTIVITY_URL", "http://10.96.0.1:8081/hub/api/users/ada@x.org/activity")]
    [InlineData("JUPYTERHUB_BASE_URL", "/")]
    [InlineData("JUPYTERHUB_HOST", "")]
    [InlineData("JUPYTERHUB_SERVICE_PREFIX", "/user/ada@x.org/")]
    [InlineData("JUPYTERHUB_SERVICE_URL", "http://{bind}:{port:main}/user/ada@x.org/")]
    [InlineData("JUPYTERHUB_OAUTH_CALLBACK_URL", "/user/ada@x.org/oauth_callback")]
    [InlineData("JUPYTERHUB_OAUTH_ACCESS_SCOPES", """["access:servers!server=ada@x.org/","access:servers!user=ada@x.org"]""")]
    [InlineData("JUPYTERHUB_OAUTH_SCOPES", """["access:servers!server=ada@x.org/","access:servers!user=ada@x.org"]""")]
    [InlineData("JUPYTERHUB_OAUTH_CLIENT_ALLOWED_SCOPES", "[]")]
    [InlineData("JUPYTERHUB_PUBLIC_URL", "")]
    [InlineData("JUPYTERHUB_PUBLIC_HUB_URL", "")]
    [InlineData("JUPYTERHUB_ADMIN_ACCESS", "1")]
    [InlineData("JUPYTERHUB_COOKIE_HOST_PREFIX_ENABLED", "0")]
    [InlineData("JUPYTERHUB_DEFAULT_URL", "/lab")]
    [InlineData("HOME", "{volume:home-7}")]
    [InlineData("JUPYTER_IMAGE", "atoll/slim")]
    [InlineData("JUPYTER_IMAGE_SPEC", "atoll/slim")]
    [InlineData("CPU_LIMIT", "1.5")]
    [InlineData("CPU_GUARANTEE", "0.15")]
    [InlineData("MEM_LIMIT", "2147483648")]
    [InlineData("MEM_GUARANTEE", "1073741824")]
    public void Default_server_is_told(string name, string value) => Assert.Equal(value, ServerEnvironment.Of(_facts)[name]);

    [Theory]
    [InlineData("", "https://hub.example.org/user/ada@x.org/")]
    [InlineData("gpu", "https://hub.example.org/user/ada@x.org/gpu/")]
    public void Public_address_is_told_when_it_is_known(string serverName, string url)
    {
        var hub = _facts.Hub with { PublicUrl = "https://hub.example.org" };
        var variables = ServerEnvironment.Of(_facts with { Hub = hub, ServerName = serverName });
        Assert.Equal(url, variables["JUPYTERHUB_PUBLIC_URL"]);
        Assert.Equal("https://hub.example.org/hub/", variables["JUPYTERHUB_PUBLIC_HUB_URL"]);
    }

    [Fact]
    public void Image_is_told_by_the_name_that_people_know()
    {
        var settled = ServerEnvironment.Of(_facts with { Plan = _facts.Plan with { Image = "sha256:96f3", ImageSpec = "atoll/slim:latest" } });

        Assert.Equal(("atoll/slim:latest", "atoll/slim:latest"), (settled["JUPYTER_IMAGE"], settled["JUPYTER_IMAGE_SPEC"]));
    }

    [Fact]
    public void Named_server_has_addresses_of_its_own()
    {
        var named = ServerEnvironment.Of(_facts with { ServerName = "gpu" });

        Assert.Equal("gpu", named["JUPYTERHUB_SERVER_NAME"]);
        Assert.Equal("/user/ada@x.org/gpu/", named["JUPYTERHUB_SERVICE_PREFIX"]);
        Assert.Equal("/user/ada@x.org/gpu/oauth_callback", named["JUPYTERHUB_OAUTH_CALLBACK_URL"]);
        Assert.Contains("access:servers!server=ada@x.org/gpu", named["JUPYTERHUB_OAUTH_ACCESS_SCOPES"], StringComparison.Ordinal);
    }
}
