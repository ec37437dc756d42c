using System.IO.Compression;

namespace Atoll.EndToEnd.Story;

/// <summary>The smallest wheel that pip installs: one module, no dependencies.</summary>
internal static class SampleWheel
{
    public static void Write(string path)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add(archive, "atoll_sample.py", "answer = 42\n");
        Add(archive, "atoll_sample-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: atoll-sample\nVersion: 1.0\n");
        Add(archive, "atoll_sample-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: atoll\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        Add(archive, "atoll_sample-1.0.dist-info/RECORD",
            "atoll_sample.py,,\natoll_sample-1.0.dist-info/METADATA,,\natoll_sample-1.0.dist-info/WHEEL,,\natoll_sample-1.0.dist-info/RECORD,,\n");
    }

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }
}
