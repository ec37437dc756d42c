using Atoll.Accounts.Access;
using Atoll.Accounts.SignIn;
using Atoll.Platform.Database;
using Microsoft.AspNetCore.WebUtilities;

namespace Atoll.OAuth;

/// <summary>People who sign in for the sake of a service on another host end there.</summary>
internal sealed class ServiceLoginTarget(HubDatabase database) : ILoginTarget
{
    public async Task<Uri?> FindAsync(HttpContext http, string next, CancellationToken cancellationToken)
    {
        var mark = next.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0 || next[..mark] != $"{http.HubUrl()}api/oauth2/authorize")
        {
            return null;
        }

        var id = QueryHelpers.ParseQuery(next[mark..])["client_id"].ToString();
        return (await database.ReadAsync(connection => OAuthClientStore.FindAsync(connection, id), cancellationToken))?.OtherHost;
    }
}
