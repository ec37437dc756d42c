using System.Net;
using System.Net.Sockets;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Commands;

/// <summary>The program as people type it, each command in a process of its own.</summary>
[Trait("Pace", "slow")]
public sealed class CommandLineTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-cli-");

    private string Config => Path.Combine(_folder.FullName, "atoll.yaml");

    public async ValueTask InitializeAsync() => await File.WriteAllTextAsync(Config, StandIn.Yaml());

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Accounts_are_kept_without_a_running_hub()
    {
        var added = await AtollProgram.RunWithInputAsync("from stdin\n", Args("user", "add", "ada", "--admin", "--password-stdin"));
        Assert.Equal(new ProgramEnd(0, "Added administrator ada.\n", ""), added);

        var bob = await RunAsync("user", "add", "bob");
        Assert.Matches("^Added user bob\\.\nPassword \\(shown this once\\): [a-z0-9]{16}\n$", bob.Output);

        Assert.Equal(new ProgramEnd(1, "", "atoll: There is a user 'bob' already.\n"), await RunAsync("user", "add", "bob"));
        Assert.Equal(new ProgramEnd(0, "ada\tadmin\nbob\n", ""), await RunAsync("user", "list"));

        var token = await RunAsync("token", "create", "--user", "bob");
        Assert.Matches("^[A-Za-z0-9_-]{43}\n$", token.Output);
        Assert.Equal(
            new ProgramEnd(1, "", "atoll: There is no user 'cyd'. Add them with: atoll user add cyd\n"),
            await RunAsync("token", "create", "--user", "cyd"));
        Assert.Equal(new ProgramEnd(0, "No hub was running. Its 0 workloads are gone; homes are kept.\n", ""), await RunAsync("down"));
    }

    [Fact]
    public async Task Accounts_need_no_engine()
    {
        await File.WriteAllTextAsync(Config, "site:\n  socket: /nowhere/engine.sock\n");
        Assert.Equal(new ProgramEnd(0, "Added user ada.\n", ""), await AtollProgram.RunWithInputAsync("word\n", Args("user", "add", "ada", "--password-stdin")));
        var up = await RunAsync("up", "--port", $"{HubFixture.FreePort()}");
        Assert.Equal(1, up.Code);
        Assert.Contains("The container engine at /nowhere/engine.sock does not answer", up.Error, StringComparison.Ordinal);
        Assert.Contains("deploy/engine start", up.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_start_makes_the_administrator_whoever_was_added_before()
    {
        await RunAsync("user", "add", "ada");
        await using var hub = await AtollProgram.UpAsync(Args("--port", $"{HubFixture.FreePort()}"));
        Assert.Equal("ada\nadmin\tadmin\n", (await RunAsync("user", "list")).Output);
    }

    [Fact]
    public async Task Hang_up_reads_the_configuration_again_and_ends_nothing()
    {
        var port = HubFixture.FreePort();
        await File.WriteAllTextAsync(Config, $"port: {port}\n{StandIn.Yaml()}");
        await using var hub = await AtollProgram.UpAsync(Args());
        await File.WriteAllTextAsync(Config, $"port: {port}\nhub_name: Lagoon\n{StandIn.Yaml()}");

        await hub.SignalAsync("HUP");

        using var client = new HttpClient(new HttpClientHandler { UseProxy = false });
        await Until.TrueAsync(
            async () => (await client.GetStringAsync($"http://127.0.0.1:{port}/hub/login")).Contains("Sign in to Lagoon", StringComparison.Ordinal),
            TimeSpan.FromSeconds(10),
            "the new name");
    }

    [Fact]
    public async Task Check_tells_the_profiles()
    {
        Assert.Contains("Profiles:     none: every environment in every size\n", (await RunAsync("check")).Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Config, "profile_list:\n- display_name: Lab only\n- display_name: GPU\n  default: true\n");
        Assert.Contains("Profiles:     lab-only, gpu (default)\n", (await RunAsync("check")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_tells_where_it_read_what()
    {
        await File.WriteAllTextAsync(Config, "hub_name: Lagoon\nsizes: [{ name: one, cpu: 3 }]\n");
        var good = await RunAsync("check");
        Assert.Equal((0, ""), (good.Code, good.Error));
        Assert.Contains($"Read from:    {Config}\nNot default:  hub_name, sizes\n", good.Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Config, "hub_nam: Lagoon\nsizes: [{ name: one, cpu: x }]\n");
        Assert.Equal(
            new ProgramEnd(1, "", $"atoll: {Config}, line 1: hub_nam: there is no such key; did you mean hub_name?\n"
                + $"{Config}, line 2: sizes[0].cpu: must be a number, not 'x'.\n"),
            await RunAsync("check"));
    }

    [Fact]
    public async Task Environments_are_listed_and_rolled_back_without_a_running_hub_and_looked_after_by_one()
    {
        Assert.StartsWith("atoll: There is no hub in ", (await RunAsync("environment", "list")).Error, StringComparison.Ordinal);
        await RunAsync("user", "add", "ada");
        Assert.Equal(
            new ProgramEnd(0, "No image of an environment was seen yet. A hub that runs looks for them at its start.\n", ""),
            await RunAsync("environment", "list"));
        Assert.Equal(
            new ProgramEnd(1, "", "atoll: 'prompt' has no default before this one to go back to. 'atoll environment list' shows what there is.\n"),
            await RunAsync("environment", "rollback", "prompt"));
        Assert.Equal(
            new ProgramEnd(1, "", "atoll: No hub runs on this data folder, and this needs one. Start it with: atoll up\n"),
            await RunAsync("environment", "update", "prompt"));
        await using var hub = await AtollProgram.UpAsync(Args("--port", $"{HubFixture.FreePort()}"));
        Assert.StartsWith("Looking for a newer image of 'prompt'", (await RunAsync("environment", "update", "prompt")).Output, StringComparison.Ordinal);
        Assert.StartsWith("atoll: There is no environment 'nowhere'. There are: prompt,", (await RunAsync("environment", "update", "nowhere")).Error, StringComparison.Ordinal);
        Assert.StartsWith("atoll: 'prompt' has no image 'abc'", (await RunAsync("environment", "remove", "prompt", "abc")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_hub_is_asked_and_stopped()
    {
        var port = HubFixture.FreePort();
        await using var hub = await AtollProgram.UpAsync(Args("--port", $"{port}"));

        Assert.Equal("Added user ada.", (await RunAsync("user", "add", "ada")).Output.Split('\n')[0]);
        Assert.Equal("admin\tadmin\nada\n", (await RunAsync("user", "list")).Output);
        var token = (await RunAsync("token", "create", "--user", "ada")).Output.TrimEnd('\n');
        using var client = new HttpClient(new HttpClientHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        client.DefaultRequestHeaders.Authorization = new("token", token);
        using var started = await client.PostAsync(new Uri("/hub/api/users/ada/server", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);

        var second = await RunAsync("up", "--port", $"{HubFixture.FreePort()}");
        Assert.Equal(
            new ProgramEnd(1, "", $"atoll: A hub runs on {_folder.FullName} already. Stop it with: atoll down --data {_folder.FullName}\n"), second);

        var down = await RunAsync("down");
        Assert.Equal(new ProgramEnd(0, "All servers of this hub are stopped. Homes are kept.\n", ""), down);
        Assert.Equal(0, await hub.EndedAsync());
        Assert.Equal("No hub was running. Its 0 workloads are gone; homes are kept.\n", (await RunAsync("down")).Output);
    }

    [Fact]
    public async Task Servers_of_a_hub_that_died_are_taken_down()
    {
        var port = HubFixture.FreePort();
        await using (var hub = await AtollProgram.UpAsync(Args("--port", $"{port}")))
        {
            using var client = new HttpClient(new HttpClientHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            client.DefaultRequestHeaders.Authorization = new("token", (await RunAsync("token", "create", "--user", "admin")).Output.TrimEnd('\n'));
            using var started = await client.PostAsync(new Uri("/hub/api/users/admin/server", UriKind.Relative), null, TestContext.Current.CancellationToken);
            await Until.TrueAsync(
                async () => (await client.GetStringAsync(new Uri("/hub/api/users/admin", UriKind.Relative))).Contains("\"server\":\"/user", StringComparison.Ordinal),
                TimeSpan.FromSeconds(20),
                "the server");
            await hub.EndAsync("KILL");
        }

        Assert.Equal(new ProgramEnd(0, "No hub was running. Its 1 workloads are gone; homes are kept.\n", ""), await RunAsync("down"));
    }

    [Fact]
    public async Task Faults_are_a_sentence_and_exit_code_1()
    {
        await File.AppendAllTextAsync(Config, "\nhub_nam: x\n", TestContext.Current.CancellationToken);
        var lines = (await File.ReadAllLinesAsync(Config, TestContext.Current.CancellationToken)).Length;

        var check = await RunAsync("check");

        Assert.Equal((1, ""), (check.Code, check.Output));
        Assert.StartsWith($"atoll: {Config}, line {lines}: ", check.Error, StringComparison.Ordinal);
        Assert.Contains("hub_nam", check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Good_configuration_is_explained() =>
        Assert.Contains("Environments: prompt, held, silent, crashing, stumbling, deaf", (await RunAsync("check")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Taken_port_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var up = await RunAsync("up", "--port", $"{port}");

        Assert.Equal(
            new ProgramEnd(1, "", $"atoll: Port {port} on 127.0.0.1 is taken by dotnet (process {Environment.ProcessId}). Stop it, or choose another: atoll up --port {port + 1}\n"), up);
    }

    private string[] Args(params string[] arguments) => [.. arguments, "--data", _folder.FullName, "--config", Config];

    private Task<ProgramEnd> RunAsync(params string[] arguments) => AtollProgram.RunAsync(Args(arguments));
}
