using System.Text;
using System.Text.Json.Nodes;
using Atoll.Accounts.Api;
using Atoll.Platform.Http;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Atoll.Tests.Accounts.Api;

public sealed class BodyShapeTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"admin": true, "name": "ada"}""")]
    public void Known_keys_of_the_right_types_pass(string json) => Assert.Null(BodyShape.User.Check(JsonNode.Parse(json)).Fault);

    [Theory]
    [InlineData("null", "Invalid JSON data: None")]
    [InlineData("[1, 2.5, true]", "Invalid JSON data: [1, 2.5, True]")]
    [InlineData("\"it's\"", "Invalid JSON data: \"it's\"")]
    [InlineData("""{"admin": true, "rolls": {"a": null}}""", "Invalid JSON keys: {'admin': True, 'rolls': {'a': None}}")]
    [InlineData("""{"admin": "yes"}""", "user.admin must be <class 'bool'>, not: <class 'str'>")]
    [InlineData("""{"admin": null}""", "user.admin must be <class 'bool'>, not: <class 'NoneType'>")]
    [InlineData("""{"name": 1}""", "user.name must be <class 'str'>, not: <class 'int'>")]
    [InlineData("""{"groups": {}}""", "user.groups must be <class 'list'>, not: <class 'dict'>")]
    public void Everything_else_is_refused_in_upstreams_words(string json, string message)
    {
        var fault = BodyShape.User.Check(JsonNode.Parse(json)).Fault;

        Assert.Equal((400, message), (fault!.Status, fault.Message));
    }

    [Theory]
    [InlineData("a\\b\n\u0001", @"'a\\b\n\x01'")]
    [InlineData("both ' and \"", """'both \' and "'""")]
    public void Text_is_quoted_as_source(string text, string written) => Assert.Equal(written, PythonText.Of(text));

    [Theory]
    [InlineData("{")]
    [InlineData(" ")]
    [InlineData("""{"a": 1, "a": 2}""")]
    [InlineData("\"\\ud800\"")]
    [InlineData("""[{"\udfff": 1}]""")]
    public async Task What_is_no_JSON_is_refused(string body) =>
        Assert.Equal(ApiError.BadJson, (await ReadAsync(Encoding.UTF8.GetBytes(body))).Fault!.Message);

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused() => Assert.NotNull((await ReadAsync([(byte)'"', 0xff, (byte)'"'])).Fault);

    [Fact]
    public async Task No_body_says_nothing() => Assert.Equal((null, null), await ReadAsync([]));

    [Fact]
    public async Task Body_is_read() => Assert.Equal("ada", AnyJson.Text((await ReadAsync("""{"name": "ada"}"""u8.ToArray())).Node!["name"]));

    private static Task<(JsonNode? Node, ApiError? Fault)> ReadAsync(byte[] body)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(body);
        return AnyJson.ReadAsync(http.Request, TestContext.Current.CancellationToken);
    }
}
