namespace Atoll.Compute.Processes;

/// <summary>Where a <see cref="ProcessSite"/> keeps what it must remember.</summary>
public sealed record ProcessSiteOptions
{
    /// <summary>This hub's id: only its own processes are touched. At least eight of <c>[a-z0-9-]</c>.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Directory of records and logs; instances may share it.</summary>
    public required string StateRoot { get; init; }

    /// <summary>Directory that holds the volumes, one directory each.</summary>
    public required string VolumesRoot { get; init; }

    /// <summary>Address that workloads listen on, and at which the hub finds them. Default 127.0.0.1.</summary>
    public string Address { get; init; } = "127.0.0.1";
}
