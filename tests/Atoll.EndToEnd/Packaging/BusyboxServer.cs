using System.Net.Http.Headers;
using Atoll.Environments;

namespace Atoll.EndToEnd.Packaging;

/// <summary>
/// An environment whose server is busybox's httpd: every page is the same number, drawn when the container starts. Who reads the same number
/// again has met the same server again.
/// </summary>
internal static class BusyboxServer
{
    public const string Name = "number";

    private const string Script =
        "mkdir -p /tmp/pages$JUPYTERHUB_SERVICE_PREFIX && cat /proc/sys/kernel/random/uuid > /tmp/pages${JUPYTERHUB_SERVICE_PREFIX}index.html"
        + " && exec httpd -f -p 8888 -h /tmp/pages";

    public static EnvironmentOptions Of(string image) => new()
    {
        Name = Name, DisplayName = "A number", Image = image, OwnLogin = false, Command = ["sh", "-c", Script], DefaultUrl = "/", ReadyPath = "",
    };

    /// <summary>The same for a configuration file, with the engine to run it on.</summary>
    public static string Yaml(string image, string socket) =>
        $$"""
        site: { socket: {{socket}} }
        servers: { slow_seconds: 60 }
        environments:
          - name: {{Name}}
            display_name: A number
            image: {{image}}
            own_login: false
            command: [sh, -c, "{{Script}}"]
            default_url: /
            ready_path: ''
        """;

    /// <summary>The number of a person's server; null when the request does not end at it.</summary>
    public static async Task<string?> NumberAsync(HttpClient browser, string person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/user/{person}/");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        using var answer = await browser.SendAsync(request);
        return answer.IsSuccessStatusCode && Guid.TryParse(await answer.Content.ReadAsStringAsync(), out var number) ? $"{number}" : null;
    }
}
