using Atoll.Accounts.People;
using Atoll.Environments;
using Atoll.TestKit;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>
/// Servers that protect nothing themselves: Ada's is JupyterLab without a token, Bob's a small web application with a WebSocket.
/// </summary>
public sealed class OpenServers : IAsyncLifetime
{
    private const string Application =
        """
        import os, tornado.ioloop, tornado.web, tornado.websocket
        class Page(tornado.web.RequestHandler):
            def get(self, rest): self.write("hello " + self.request.headers.get("X-Forwarded-User", "nobody"))
        class Echo(tornado.websocket.WebSocketHandler):
            def check_origin(self, origin): return True
            def on_message(self, message): self.write_message(message)
        prefix = os.environ["JUPYTERHUB_SERVICE_PREFIX"]
        tornado.web.Application([(prefix + "echo", Echo), (prefix + "(.*)", Page)]).listen(8888)
        tornado.ioloop.IOLoop.current().start()
        """;

    internal HubFixture Hub { get; private set; } = null!;

    internal UserRow Ada { get; private set; } = null!;

    internal UserRow Bob { get; private set; } = null!;

    internal UserRow Eve { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Hub = await HubFixture.StartAsync(options => options.Environments = [Lab(), App()]);
        try
        {
            Ada = await Hub.AddUserAsync("ada");
            Bob = await Hub.AddUserAsync("bob");
            Eve = await Hub.AddUserAsync("eve");
            await Task.WhenAll(Servers.StartAsync(Hub, Ada, "open-lab"), Servers.StartAsync(Hub, Bob, "app"));
        }
        catch
        {
            // The runner does not dispose what could not be initialised.
            await Hub.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Hub.DisposeAsync();

    private static EnvironmentOptions Lab() => new()
    {
        Name = "open-lab",
        Image = "atoll/slim:latest",
        OwnLogin = false,
        Command =
        [
            "jupyter", "lab", "--no-browser", "--ServerApp.ip={bind}", "--ServerApp.port={port:main}", "--ServerApp.base_url={prefix}",
            "--IdentityProvider.token=", "--ServerApp.allow_remote_access=True",
        ],
    };

    private static EnvironmentOptions App() => new()
    {
        Name = "app",
        Image = "atoll/slim:latest",
        OwnLogin = false,
        Command = ["python3", "-c", Application],
        DefaultUrl = "/",
        ReadyPath = "",
    };
}
