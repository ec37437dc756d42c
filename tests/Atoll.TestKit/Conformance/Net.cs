namespace Atoll.TestKit.Conformance;

/// <summary>The plainest of clients.</summary>
public static class Net
{
    private static readonly HttpClient Http = new();

    /// <summary>The page at an address (<c>host:port</c>); null when nobody serves it.</summary>
    public static async Task<string?> ReadAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            return await Http.GetStringAsync($"http://{address}/", cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
