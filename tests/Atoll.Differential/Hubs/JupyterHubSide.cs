using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atoll.TestKit;

namespace Atoll.Differential.Hubs;

/// <summary>A real JupyterHub, in a container of the notebook image. Its servers and its proxy are of its own process (Upstream/).</summary>
internal sealed class JupyterHubSide : Side
{
    private const string Image = "atoll/notebook:latest";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Engine _engine = new();
    private readonly DirectoryInfo _folder;
    private string _id = "";

    private JupyterHubSide(int port, DirectoryInfo folder)
        : base("JupyterHub", new Uri($"http://127.0.0.1:{port}")) => _folder = folder;

    public static async Task<JupyterHubSide> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("atoll-differential-");
        var side = new JupyterHubSide(HubFixture.FreePort(), folder);
        side._id = await side._engine.RunAsync(side.Container());
        try
        {
            await Until.TrueAsync(side.IsUpAsync, Patience, "JupyterHub to answer");
        }
        catch (TimeoutException late)
        {
            var log = await side.LogAsync();
            await side.DisposeAsync();
            throw new InvalidOperationException($"JupyterHub does not answer. Its log:\n{log}", late);
        }

        side.Know("seeder", await side.RootTokenAsync());
        return side;
    }

    public Task<string> LogAsync() => _engine.LogAsync(_id);

    /// <summary>Whether it has not ended by itself.</summary>
    public Task<bool> IsRunningAsync() => _engine.IsRunningAsync(_id);

    public override async Task AddUserAsync(string user)
    {
        using var request = AsSeeder(HttpMethod.Post, "/hub/api/users");
        request.Content = JsonContent.Create(new JsonObject { ["usernames"] = new JsonArray(user) });
        using var answer = await Http.SendAsync(request);
        // Whoever has a role by the configuration is made at the start.
        if (answer.StatusCode != HttpStatusCode.Conflict)
        {
            answer.EnsureSuccessStatusCode();
        }
    }

    public override Task LetGoAsync(string user) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, "go-" + user), "");

    public override async Task<string> ServerTokenAsync(string user)
    {
        using var request = AsSeeder(HttpMethod.Get, "/hub/api/proxy");
        using var answer = await Http.SendAsync(request);
        var routes = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var route = routes[$"/user/{user}/"] ?? throw new InvalidOperationException($"JupyterHub runs no server of {user}.");
        return await Http.GetStringAsync($"{route["target"]}/user/{user}/token");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _engine.RemoveAsync(_id);
        _engine.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<string> RootTokenAsync()
    {
        using var request = AsSeeder(HttpMethod.Post, $"/hub/api/users/{World.Admin}/tokens");
        using var answer = await Http.SendAsync(request);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["token"]!;
    }

    private static HttpRequestMessage AsSeeder(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"token {World.Services[0].Token}");
        return request;
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("/hub/health");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private JsonObject Container() => new()
    {
        ["Image"] = Image,
        ["Entrypoint"] = new JsonArray("python3"),
        ["Cmd"] = new JsonArray("-m", "jupyterhub", "-f", "/upstream/jupyterhub_config.py"),
        // As root it may write into the folder whoever runs the tests.
        ["User"] = "0:0",
        ["WorkingDir"] = "/tmp",
        ["Env"] = new JsonArray($"DIFFERENTIAL={Settings().ToJsonString()}", "DIFFERENTIAL_FOLDER=/run/differential", "PYTHONDONTWRITEBYTECODE=1"),
        ["HostConfig"] = new JsonObject
        {
            ["NetworkMode"] = "host",
            ["Binds"] = new JsonArray(
                $"{Path.Combine(AppContext.BaseDirectory, "Upstream")}:/upstream:ro", $"{_folder.FullName}:/run/differential"),
        },
    };

    private JsonObject Settings() => new()
    {
        ["port"] = Url.Port,
        ["admin"] = World.Admin,
        ["password"] = World.Password,
        ["named_server_limit"] = World.NamedServers,
        ["slow_seconds"] = World.SlowSeconds,
        ["server_scopes"] = new JsonArray(),
        ["services"] = new JsonArray([.. World.Services.Select(Of)]),
        ["custom_scopes"] = new JsonObject(World.CustomScopes.Select(scope => KeyValuePair.Create<string, JsonNode?>(
            scope.Name, new JsonObject { ["description"] = scope.Description, ["subscopes"] = Texts(scope.Subscopes) }))),
        ["roles"] = new JsonArray([.. World.Roles.Select(Of)]),
    };

    private static JsonNode Of(Service service)
    {
        var spec = new JsonObject { ["name"] = service.Name, ["api_token"] = service.Token, ["admin"] = service.Admin };
        if (service.Url is { } url)
        {
            spec["url"] = url;
            spec["oauth_redirect_uri"] = service.RedirectUri;
            spec["oauth_client_allowed_scopes"] = Texts(service.AllowedScopes);
            spec["oauth_no_confirm"] = service.NoConfirm;
        }

        return spec;
    }

    private static JsonNode Of(RoleSpec role)
    {
        var spec = new JsonObject { ["name"] = role.Name, ["description"] = role.Description, ["scopes"] = Texts(role.Scopes) };
        foreach (var (kind, members) in new[] { ("users", role.Users), ("groups", role.Groups), ("services", role.Services) })
        {
            if (members.Length > 0)
            {
                spec[kind] = Texts(members);
            }
        }

        return spec;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
