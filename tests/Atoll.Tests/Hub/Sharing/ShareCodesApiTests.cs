using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.Hub.Sharing;

/// <summary><c>/share-codes</c> over HTTP.</summary>
public sealed class ShareCodesApiTests(SharingSlice slice) : IClassFixture<SharingSlice>
{
    private const string Hidden = "No access to resources or resources not found";
    private const string Seconds = "expires_in must be a whole number of seconds from 60 to 31536000";

    [Theory]
    [InlineData("ada", "POST", "/share-codes/ada/", null, 403, "Action is not authorized with current scopes; requires any of [shares]")]
    [InlineData("root shares!user=bob", "POST", "/share-codes/ada/", null, 404, Hidden)]
    [InlineData("root", "POST", "/share-codes/ada", null, 405, "Method Not Allowed")]
    [InlineData("root", "DELETE", "/share-codes/ada", null, 405, "Method Not Allowed")]
    [InlineData("root", "POST", "/share-codes/nobody/", null, 404, "No such server: nobody/")]
    [InlineData("root", "POST", "/share-codes/ada/", "nothing", 400, "Invalid JSON in body of request")]
    [InlineData("root", "POST", "/share-codes/ada/", """{"user": "bob"}""", 400, "user: there is no such key here; there are expires_in, scopes")]
    [InlineData("root", "POST", "/share-codes/ada/", """{"expires_in": 59}""", 400, Seconds)]
    [InlineData("root", "POST", "/share-codes/ada/", """{"expires_in": 31536001}""", 400, Seconds)]
    [InlineData("root", "POST", "/share-codes/ada/", """{"expires_in": 1e99}""", 400, Seconds)]
    [InlineData("root", "POST", "/share-codes/ada/", """{"expires_in": 99.5}""", 400, Seconds)]
    [InlineData("root", "POST", "/share-codes/ada/", """{"expires_in": null}""", 400, Seconds)]
    [InlineData("root", "POST", "/share-codes/ada/", """{"expires_in": {}}""", 400, Seconds)]
    [InlineData("root", "POST", "/share-codes/ada/", """{"scopes": ["access:servers!server=bob/"]}""", 400, "!server=bob/ not allowed on sharing access:servers!server=bob/, only !server=ada/")]
    [InlineData("root shares!server=ada/", "POST", "/share-codes/ada/", """{"scopes": ["servers"]}""", 403, "Do not have permission to grant share with scope servers!server=ada/")]
    [InlineData("root shares!server=ada/", "POST", "/share-codes/ada/", """{"expires_in": "60"}""", 200, null)]
    [InlineData("bob", "GET", "/share-codes/ada", null, 404, Hidden)]
    [InlineData("ada", "GET", "/share-codes/ada", null, 200, null)]
    [InlineData("root", "GET", "/share-codes/nobody", null, 404, "Not Found")]
    [InlineData("root", "GET", "/share-codes/ada/?offset=x", null, 400, "Invalid argument type, offset and limit must be integers")]
    [InlineData("root", "DELETE", "/share-codes/ada/?code=none", null, 404, "No matching code found")]
    [InlineData("root", "DELETE", "/share-codes/ada/?id=sc_99999999", null, 404, "No code found matching id=sc_99999999")]
    [InlineData("root", "DELETE", "/share-codes/ada/?id=nonsense", null, 404, "No code found matching id=nonsense")]
    public async Task Answers(string actor, string method, string path, string? body, int status, string? message)
    {
        var answer = await slice.AskAsync(actor, method, path, body);
        Assert.Equal((status, message), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task Code_is_shown_once_with_where_it_is_accepted()
    {
        await slice.OwnerAsync("once");
        var made = (await slice.AskAsync("root", "POST", "/share-codes/once/gpu", """{"expires_in": 3600}""")).Json!;

        var code = (string)made["code"]!;
        Assert.Equal(($"/hub/accept-share?code={code}", null), ((string?)made["accept_url"], made["full_accept_url"]));
        Assert.Equal(TimeSpan.FromHours(1), (DateTimeOffset)made["expires_at"]! - (DateTimeOffset)made["created_at"]!);
        Assert.Equal((0, null), ((int)made["exchange_count"]!, made["last_exchanged_at"]));
        var listed = Assert.Single((await slice.AskAsync("once", "GET", "/share-codes/once")).Json!["items"]!.AsArray())!.AsObject();
        var onlyOnce = made.AsObject().Select(pair => pair.Key).Except(listed.Select(pair => pair.Key));
        Assert.Equal(["accept_url", "code", "full_accept_url"], onlyOnce.Order(StringComparer.Ordinal));
        Assert.Equal((string?)made["id"], (string?)listed["id"]);
    }

    [Fact]
    public async Task Codes_are_deleted_one_by_one_or_all()
    {
        await slice.OwnerAsync("fewer");
        var (first, second) = (await MakeAsync(), await MakeAsync());
        await MakeAsync();

        Assert.Equal(204, (await slice.AskAsync("root", "DELETE", $"/share-codes/fewer/?code={first.Json!["code"]}")).Status);
        Assert.Equal(404, (await slice.AskAsync("root", "DELETE", $"/share-codes/fewer/?code={first.Json["code"]}")).Status);
        Assert.Equal(204, (await slice.AskAsync("root", "DELETE", $"/share-codes/fewer/?id={second.Json!["id"]}")).Status);
        Assert.Equal(1, (int)(await slice.AskAsync("root", "GET", "/share-codes/fewer/")).Json!["_pagination"]!["total"]!);
        Assert.Equal(204, (await slice.AskAsync("root", "DELETE", "/share-codes/fewer/")).Status);
        Assert.Equal(0, (int)(await slice.AskAsync("root", "GET", "/share-codes/fewer")).Json!["_pagination"]!["total"]!);

        Task<ApiAnswer> MakeAsync() => slice.AskAsync("root", "POST", "/share-codes/fewer/");
    }
}
