namespace Atoll.Workloads;

/// <summary>A module whose things run as workloads: servers, later Dask clusters, jobs and builds.</summary>
internal interface IWorkloadOwner
{
    /// <summary>The kind its workloads are labelled with.</summary>
    string Kind { get; }

    /// <summary>Whether a row wants this start's workload to exist. False makes it an orphan, which is removed after a grace.</summary>
    Task<bool> WantsAsync(string workload, long startNumber, CancellationToken cancellationToken);

    /// <summary>Something about this workload changed on its site: look again.</summary>
    void LookAgain(string workload);

    /// <summary>Changes may have been missed: look at all of them again.</summary>
    Task LookAtAllAsync(CancellationToken cancellationToken);
}
