namespace Atoll.Servers;

/// <summary>Where servers reach this hub.</summary>
/// <param name="ApiUrl">The hub's API as a server sees it, without a slash at the end: <c>http://10.96.0.1:8081/hub/api</c>.</param>
internal sealed record HubAddresses(string ApiUrl);
