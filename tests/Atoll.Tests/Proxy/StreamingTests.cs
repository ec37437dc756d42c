using System.Net;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class StreamingTests
{
    // Milliseconds: what hangs shall fail.
    private const int Patience = 60_000;

    private const int Chunk = 1 << 20;
    private const int Chunks = 64;

    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task First_event_arrives_while_the_stream_is_still_open()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(EventsAsync);
        using var response = await GetAsync(proxy);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal("data: first", await reader.ReadLineAsync(Cancel));
        _go.SetResult();
        Assert.Equal("data: last", await reader.ReadLineAsync(Cancel));
        Assert.Null(await reader.ReadLineAsync(Cancel));
    }

    [Fact(Timeout = Patience)]
    public async Task Revocation_ends_an_open_stream()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(EventsAsync);
        using var response = await GetAsync(proxy);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        await reader.ReadLineAsync(Cancel);
        proxy.Revocations.Revoke("session:session-1", proxy.Time.GetUtcNow().AddMinutes(5));
        await Assert.ThrowsAnyAsync<IOException>(async () => await reader.ReadLineAsync(Cancel));
        await _ended.Task.WaitAsync(Cancel);
    }

    [Fact(Timeout = Patience)]
    public async Task A_client_that_leaves_ends_the_stream_and_is_no_error()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(EventsAsync);
        var response = await GetAsync(proxy);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        await reader.ReadLineAsync(Cancel);
        response.Dispose();
        await _ended.Task.WaitAsync(Cancel);
        Assert.Empty(proxy.Logs.Lines);
    }

    [Fact(Timeout = Patience)]
    public async Task Upload_of_64_MB_streams_through()
    {
        var firstSeen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        long received = 0;
        await using var proxy = await ProxyUnderTest.StartAsync(async context =>
        {
            var buffer = new byte[Chunk];
            while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
            {
                received += read;
                firstSeen.TrySetResult();
            }
        });

        // Sends the rest only once the server has seen the beginning: through a proxy that buffers, it never would.
        using var content = new PushedContent(async stream =>
        {
            for (var i = 0; i < Chunks; i++)
            {
                await stream.WriteAsync(new byte[Chunk], Cancel);
                await stream.FlushAsync(Cancel);
                await firstSeen.Task.WaitAsync(Cancel);
            }
        });
        string[] headers = [$"Cookie: {proxy.Cookie()}", "Sec-Fetch-Site: same-origin"];
        using var response = await proxy.SendAsync("PUT", "/user/ada/files/big", headers, Cancel, content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Chunk * Chunks, received);
    }

    [Theory(Timeout = Patience)]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(304, false)]
    [InlineData(404, false)]
    [InlineData(500, false)]
    public async Task Finished_answers_count_as_activity_when_they_succeeded(int status, bool counts)
    {
        await using var proxy = await ProxyUnderTest.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using (await GetAsync(proxy))
        {
            await proxy.NothingLiveAsync(Cancel);
        }

        Assert.Equal(counts ? [ProxyUnderTest.Resource] : [], proxy.Meter.Drain().Keys);
    }

    private static Task<HttpResponseMessage> GetAsync(ProxyUnderTest proxy) =>
        proxy.SendAsync("GET", "/user/ada/events", [$"Cookie: {proxy.Cookie()}"], Cancel);

    private async Task EventsAsync(HttpContext context)
    {
        using var left = context.RequestAborted.Register(_ended.SetResult);
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("data: first\n", Cancel);
        await context.Response.Body.FlushAsync(Cancel);
        await Task.WhenAny(_go.Task, _ended.Task);
        await context.Response.WriteAsync("data: last\n", Cancel);
    }

    private sealed class PushedContent(Func<Stream, Task> push) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => push(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = (long)Chunk * Chunks;
            return true;
        }
    }
}
