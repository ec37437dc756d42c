using Atoll.Platform.Configuration.Model;
using Atoll.Platform.Configuration.Reference;

namespace Atoll.Commands;

/// <summary><c>atoll config …</c>: what the configuration may hold, for editors and for people. Both are generated from the option classes.</summary>
internal static class ConfigCommand
{
    private const string Introduction = """
        # Configuration

        One file, `atoll.yaml`, and none is needed: every key has a default. The hub takes the file that `--config` names, else the
        `atoll.yaml` beside the data folder. [atoll.example.yaml](../atoll.example.yaml) is the same as a file to begin with, and
        [atoll.schema.json](atoll.schema.json) lets an editor complete, explain and check it. This page and the schema are generated
        (`./atoll config docs`, `./atoll config schema`).

        - **Environment variables count over the file.** `ATOLL__` and the key's path, its parts joined by two underscores:
          `ATOLL__SERVERS__CONCURRENT_STARTS=4`. A list or a set of keys is given whole, as YAML: `ATOLL__SIZES='[{name: one}]'`.
        - **Nothing after a key** (or `~`) is its default. Lists are replaced whole. Relative paths of files count from the folder of
          `atoll.yaml`.
        - **Faults stop the start**, all told at once with line, key and remedy: unknown and repeated keys, wrong values, what does not
          fit together. `./atoll check` tells them without starting, and says which keys are not at their default.
        - **A changed file is read without a restart**, about two seconds later, or at once on SIGHUP when the hub runs as a service.
          The log names the keys that changed, and those that wait for a restart. A file with faults changes nothing; they are logged
          once. Running servers go on as they were started: what is changed counts for the next start.
        - Secrets have variables of their own: `ATOLL_SECRET`, and `ATOLL_ADMIN_PASSWORD` for the first start.


        """;

    /// <summary>The JSON schema.</summary>
    public static string Schema() => new OptionSchema(Comments()).Write(OptionClass.Of(typeof(HubOptions)), "Atoll's configuration");

    /// <summary>The page about every key.</summary>
    public static string Docs() => Introduction + new OptionDocument(Comments()).Write(OptionClass.Of(typeof(HubOptions))).TrimEnd() + "\n";

    private static OptionComments Comments() => OptionComments.Of(typeof(HubOptions).Assembly);
}
