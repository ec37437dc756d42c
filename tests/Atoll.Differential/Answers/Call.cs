using System.Globalization;
using System.Text;
using Atoll.Differential.Hubs;

namespace Atoll.Differential.Answers;

/// <summary>A request that both hubs get. What differs between them stands in it as <c>&lt;name&gt;</c> (<see cref="Side.Fill"/>).</summary>
internal sealed record Call(string Method, string Path, Actor Actor)
{
    public string Accept { get; init; } = "application/json";

    public string? Body { get; init; }

    public string Type { get; init; } = "application/json";

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The bytes of the body where it is no text.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The path begins with the API's prefix.</summary>
    public bool IsApi => Path.StartsWith(Prefix, StringComparison.Ordinal);

    public const string Prefix = "/hub/api";

    /// <summary>Names this request and no other of the corpus.</summary>
    public string Title
    {
        get
        {
            var title = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Method} {(IsApi ? Path[Prefix.Length..] : Path)} as {Actor.Name}");
            title.Append(Accept == "application/json" ? "" : $" accepting {Accept}");
            title.Append(Type == "application/json" ? "" : $" of {Type}");
            title.Append(string.Concat(Headers.Select(header => $" with {header.Key}: {header.Value}")));
            return title.Append(Bytes is null ? "" : " with odd bytes").Append(Body is null ? "" : $" with {Body}").ToString();
        }
    }

    public async Task<Answer> AskAsync(Side side)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), side.Fill(Path));
        Add(request, "Accept", Accept);
        Add(request, "Authorization", Actor.Authorization);
        Add(request, "Cookie", Actor.Cookie);
        if (Bytes is not null || Body is not null)
        {
            request.Content = new ByteArrayContent(Bytes ?? Encoding.UTF8.GetBytes(side.Fill(Body!)));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", Type);
        }

        foreach (var (name, value) in Headers)
        {
            Add(request, name, value);
        }

        void Add(HttpRequestMessage to, string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                to.Headers.TryAddWithoutValidation(name, side.Fill(value));
            }
        }

        var browser = Actor.Browser is { } visitor ? side.Browser(visitor) : null;
        using var reply = await (browser?.Http ?? side.Http).SendAsync(request);
        if (browser is not null)
        {
            side.Know($"xsrf {Actor.Browser}", browser.Xsrf);
            side.Know($"login {Actor.Browser}", Uri.EscapeDataString(browser.Login.Trim('"')));
        }

        return await Answer.OfAsync(reply);
    }
}
