using System.Net.Http.Headers;

namespace Atoll.TestKit;

/// <summary>What a browser does when a person types an address: navigation headers, redirects followed, cookies kept by the client.</summary>
internal static class Visits
{
    private const int MostRedirects = 12;

    public static async Task<HttpResponseMessage> FollowAsync(HttpClient browser, string path)
    {
        var url = new Uri(browser.BaseAddress!, path);
        for (var hop = 0; hop < MostRedirects; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
            request.Headers.Add("Sec-Fetch-Mode", "navigate");
            var answer = await browser.SendAsync(request);
            if (answer.Headers.Location is not { } location || (int)answer.StatusCode is < 300 or >= 400)
            {
                return answer;
            }

            url = new Uri(url, location);
        }

        throw new InvalidOperationException($"More than {MostRedirects} redirects, the last to {url}.");
    }
}
