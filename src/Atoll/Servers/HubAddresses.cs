namespace Atoll.Servers;

/// <summary>Where servers reach this hub.</summary>
/// <param name="ApiUrl">The hub's API as a server sees it, without a slash at the end: <c>http://10.96.0.1:8081/hub/api</c>.</param>
/// <param name="PublicUrl">The hub's address as people know it, without a slash at the end; null when nobody said it.</param>
internal sealed record HubAddresses(string ApiUrl, string? PublicUrl = null)
{
    /// <summary>A path of the hub as people's browsers reach it; null when the public address is not known.</summary>
    public string? Public(string path) => PublicUrl is null ? null : PublicUrl + path;
}
