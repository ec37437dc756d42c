using Atoll.Environments;

namespace Atoll;

/// <summary>What a hub without a configuration file offers.</summary>
internal static class Defaults
{
    public static List<EnvironmentOptions> Environments() =>
    [
        new()
        {
            Name = "slim",
            DisplayName = "Lab only",
            Description = "JupyterLab, Python, git. Starts fastest.",
            Image = "atoll/slim:latest",
            BuiltHere = true,
        },
        new()
        {
            Name = "notebook",
            DisplayName = "Notebook",
            Description = "xarray, dask, zarr, s3fs, rasterio, matplotlib and friends.",
            Image = "atoll/notebook:latest",
            BuiltHere = true,
        },
    ];

    public static List<SizeOptions> Sizes() =>
    [
        new() { Name = "small", DisplayName = "Small", Description = "Most work fits here.", Cpu = 1, MemoryGb = 2 },
        new() { Name = "medium", DisplayName = "Medium", Description = "For larger data.", Cpu = 2, MemoryGb = 4 },
    ];
}
