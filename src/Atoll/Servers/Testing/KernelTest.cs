using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Core.Names;

namespace Atoll.Servers.Testing;

/// <summary>Runs a cell in a Jupyter server, as a browser does: a kernel by its API, code and result over its WebSocket.</summary>
internal sealed class KernelTest(HttpClient http, Tokens tokens, TimeProvider time)
{
    // The same in every language that a notebook may be in.
    private const string Code = "6*7";
    private const string Result = "42";

    private static readonly TimeSpan _most = TimeSpan.FromSeconds(90);

    /// <summary>What went wrong, in a sentence; null when the cell ran, or when this is no Jupyter server.</summary>
    public async Task<string?> FaultAsync(UserRow owner, ServerRow row, CancellationToken cancellationToken)
    {
        var (token, secret) = await tokens.IssueAsync(TokenFor(owner, row), cancellationToken);
        using var limit = new CancellationTokenSource(_most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await TryAsync(row, secret, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"It started, but a cell gave no result within {_most.TotalSeconds:0} seconds.";
        }
        catch (Exception failure) when (failure is HttpRequestException or WebSocketException or JsonException)
        {
            return $"It started, but no cell could be run: {failure.Message.TrimEnd('.')}.";
        }
        finally
        {
            await tokens.RevokeAsync(token, CancellationToken.None);
        }
    }

    private static NewToken TokenFor(UserRow owner, ServerRow row) => new()
    {
        UserId = owner.Id,
        Scopes = [OAuthNames.AccessScope(owner.Name, row.Name)],
        Note = "Test of a new image",
        Lifetime = TimeSpan.FromMinutes(10),
    };

    private async Task<string?> TryAsync(ServerRow row, string secret, CancellationToken cancellationToken)
    {
        var api = $"{row.Address}{UrlNames.ServerPrefix(row.UserName, row.Name)}api";
        if (!await IsJupyterAsync($"http://{api}", cancellationToken))
        {
            return null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{api}/kernels");
        request.Headers.Authorization = new AuthenticationHeaderValue("token", secret);
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, cancellationToken);
        if (answer.StatusCode is not HttpStatusCode.Created)
        {
            return $"It started, but made no kernel: it answered with status {(int)answer.StatusCode}.";
        }

        var id = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))?["id"]?.ToString();
        await using var channel = await KernelChannel.OpenAsync(new Uri($"ws://{api}/kernels/{id}/channels"), secret, time, cancellationToken);
        var said = await channel.RunAsync(Code, cancellationToken);
        return said.Contains(Result, StringComparison.Ordinal) ? null : $"It started, but {Code} gave: {said}.";
    }

    // Jupyter tells its version there to anybody.
    private async Task<bool> IsJupyterAsync(string api, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(api, cancellationToken);
        return answer.IsSuccessStatusCode
            && answer.Content.Headers.ContentType?.MediaType == "application/json"
            && JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)) is JsonObject told
            && told.ContainsKey("version");
    }
}
