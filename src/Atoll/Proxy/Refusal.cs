using System.Text.Json;

namespace Atoll.Proxy;

/// <summary>Writes what programs get instead of an answer: <c>{"status":403,"message":"…"}</c>.</summary>
internal static class Refusal
{
    public static async Task WriteAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteNumber("status", status);
        json.WriteString("message", message);
        json.WriteEndObject();
    }
}
