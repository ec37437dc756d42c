using System.ComponentModel.DataAnnotations;
using Atoll.Platform.Configuration;

namespace Atoll.Transport;

/// <summary>
/// TLS of the hub's own (<c>https:</c>). Without it the hub speaks plain http; a web server in front of it may then speak TLS. To begin or to end
/// it needs a restart, another certificate does not.
/// </summary>
internal sealed class HttpsOptions : IChecksItself
{
    /// <summary>
    /// PEM file of the certificate, followed by the rest of its chain. With it the hub's port speaks https. Default: none. The file is looked at
    /// every ten seconds; a new certificate holds for new connections, one that is no good leaves the old in place.
    /// </summary>
    [ReadableFile]
    public string Certificate { get; set; } = "";

    /// <summary>PEM file of the certificate's private key, without a password. Default: the key is in the certificate's file too.</summary>
    [ReadableFile]
    public string Key { get; set; } = "";

    /// <summary>A port that answers plain http with a redirect to https, usually 80. Default 0: none.</summary>
    [NeedsRestart]
    [Range(0, 65535)]
    public int RedirectPort { get; set; }

    /// <summary>
    /// Folder in which an ACME client leaves its answers (<c>certbot --webroot</c>); the redirect port serves what lies in its
    /// <c>.well-known/acme-challenge</c>. Default: none.
    /// </summary>
    [NeedsRestart]
    public string AcmeWebroot { get; set; } = "";

    /// <summary>Whether the hub's port speaks https.</summary>
    public bool IsOn() => Certificate.Length > 0;

    /// <summary>Where the private key is.</summary>
    public string KeyFile() => Key.Length > 0 ? Key : Certificate;

    public IEnumerable<Misfit> Check()
    {
        if (!IsOn() && Key.Length > 0)
        {
            yield return new Misfit("key", "is set and certificate is not; name the certificate's file too.");
        }

        if (!IsOn() && RedirectPort > 0)
        {
            yield return new Misfit("redirect_port", "leads to https, and certificate is not set; set it, or leave the port out.");
        }

        if (RedirectPort == 0 && AcmeWebroot.Length > 0)
        {
            yield return new Misfit("acme_webroot", "is served on redirect_port, which is not set; set it to 80.");
        }

        if (AcmeWebroot.Length > 0 && !Path.IsPathRooted(AcmeWebroot))
        {
            yield return new Misfit("acme_webroot", $"'{AcmeWebroot}' must be a whole path, such as /var/lib/atoll/acme.");
        }
    }
}
