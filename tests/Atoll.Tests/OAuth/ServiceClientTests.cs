using Atoll.Core.Scopes;
using Atoll.OAuth;
using Xunit;

namespace Atoll.Tests.OAuth;

public sealed class ServiceClientTests
{
    /// <summary>Whether it has a URL, its own client id and redirect URI, what it may ask for, the key at fault.</summary>
    [Theory]
    [InlineData(false, null, null, "", null)]
    [InlineData(true, null, null, "", null)]
    [InlineData(true, "", "", "", null)]
    [InlineData(false, null, "https://dask.example.org/oauth_callback", "read:users!user custom:x", "oauth_client_allowed_scopes")]
    [InlineData(false, null, "https://dask.example.org/oauth_callback", "read:users!user inherit", null)]
    [InlineData(true, "service-other", "/elsewhere/cb?x=1", "", null)]
    [InlineData(true, "jupyterhub-user-ada", null, "", "oauth_client_id")]
    [InlineData(true, "Service-dask", null, "", "oauth_client_id")]
    [InlineData(false, "service-dask", null, "", "oauth_redirect_uri")]
    [InlineData(true, null, "//evil.example/cb", "", "oauth_redirect_uri")]
    [InlineData(true, null, "/\\evil.example/cb", "", "oauth_redirect_uri")]
    [InlineData(true, null, "javascript:alert(1)", "", "oauth_redirect_uri")]
    [InlineData(true, null, "https://dask.example.org/#cb", "", "oauth_redirect_uri")]
    [InlineData(true, null, "oauth_callback", "", "oauth_redirect_uri")]
    public void Fault_names_the_key(bool hasUrl, string? clientId, string? redirectUri, string allowed, string? key)
    {
        var service = new ServiceClient
        {
            ServiceId = 1, Name = "dask", HasUrl = hasUrl, ClientId = clientId, RedirectUri = redirectUri, AllowedScopes = Split(allowed),
        };

        Assert.Equal(key, service.Fault(ScopeCatalog.Standard)?.Key);
    }

    [Fact]
    public void Defaults_are_JupyterHubs()
    {
        var service = new ServiceClient { ServiceId = 1, Name = "dask", HasUrl = true };

        Assert.Equal(("service-dask", "/services/dask/oauth_callback"), (service.Id, service.CallbackUri));
    }

    [Fact]
    public void Skipping_the_question_takes_an_address() => Assert.Equal(
        "Service dask has oauth configured, but is missing required oauth_redirect_uri.",
        new ServiceClient { ServiceId = 1, Name = "dask", NoConfirm = true }.Fault(ScopeCatalog.Standard)?.Text);

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
