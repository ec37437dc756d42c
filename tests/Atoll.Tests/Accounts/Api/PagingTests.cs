using System.Text.Json.Nodes;
using Atoll.Accounts.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Accounts.Api;

public sealed class PagingTests
{
    private const string Wrapped = Paging.MediaType;

    [Theory]
    [InlineData("application/json", "", 0, 200, false)]
    [InlineData("", "", 0, 200, false)]
    [InlineData(Wrapped, "", 0, 50, true)]
    [InlineData("text/html, Application/JupyterHub-Pagination+JSON ,*/*", "", 0, 50, true)]
    [InlineData(Wrapped + "; q=1", "", 0, 200, false)]
    [InlineData(Wrapped, "?offset=7&limit=5", 7, 5, true)]
    [InlineData(Wrapped, "?offset=-7&limit=-5", 7, 5, true)]
    [InlineData("", "?limit=0", 0, 1, false)]
    [InlineData("", "?limit=201", 0, 200, false)]
    [InlineData("", "?limit=99999999999999999999999999", 0, 200, false)]
    [InlineData("", "?limit=3&limit=4", 0, 4, false)]
    [InlineData("", "?limit=%203%20", 0, 3, false)]
    public void Request_says_which_part_and_in_which_shape(string accept, string query, long offset, int limit, bool isWrapped) =>
        Assert.Equal((new Paging(offset, limit, isWrapped), null), Paging.Of(Request(accept, query)));

    [Theory]
    [InlineData("?offset=")]
    [InlineData("?limit=ten")]
    [InlineData("?limit=1.0")]
    [InlineData("?offset=0x10")]
    public void What_is_no_number_is_refused(string query)
    {
        var (paging, fault) = Paging.Of(Request("", query));

        Assert.Null(paging);
        Assert.Equal((400, "Invalid argument type, offset and limit must be integers"), (fault!.Status, fault.Message));
    }

    [Fact]
    public void Offset_beyond_every_list_is_a_number_that_databases_know() =>
        Assert.InRange(Paging.Of(Request("", "?offset=99999999999999999999")).Paging!.Offset, 1, long.MaxValue - 200);

    [Fact]
    public async Task Next_page_has_the_address_by_which_the_client_asked_and_its_other_arguments()
    {
        var request = Request(Wrapped, "?state=active&limit=2&x=a%20b&x=%26");

        var page = await AnswerAsync(request, total: 5);

        Assert.Equal("[1,2]", page["items"]!.ToJsonString());
        var about = page["_pagination"]!;
        Assert.Equal((0, 2, 5), ((int)about["offset"]!, (int)about["limit"]!, (int)about["total"]!));
        Assert.Equal((2, 2), ((int)about["next"]!["offset"]!, (int)about["next"]!["limit"]!));
        Assert.Equal("https://hub.example.org/hub/api/users?state=active&x=a%20b&x=%26&offset=2&limit=2", (string?)about["next"]!["url"]);
    }

    [Fact]
    public async Task Last_page_has_no_next()
    {
        var page = await AnswerAsync(Request(Wrapped, "?offset=3&limit=2"), total: 5);

        Assert.Contains("next", page["_pagination"]!.AsObject());
        Assert.Null(page["_pagination"]!["next"]);
    }

    [Fact]
    public async Task Others_get_the_bare_list() => Assert.Equal("[1,2]", (await AnswerAsync(Request("", ""), total: 5)).ToJsonString());

    private static HttpRequest Request(string accept, string query)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        http.Request.Scheme = "https";
        http.Request.Host = new HostString("hub.example.org");
        http.Request.Path = "/hub/api/users";
        http.Request.QueryString = new QueryString(query);
        http.Request.Headers.Accept = accept;
        return http.Request;
    }

    private static async Task<JsonNode> AnswerAsync(HttpRequest request, long total)
    {
        using var body = new MemoryStream();
        request.HttpContext.Response.Body = body;
        await Paging.Of(request).Paging!.Answer(request, new JsonArray(1, 2), total).ExecuteAsync(request.HttpContext);
        return JsonNode.Parse(body.ToArray())!;
    }
}
