using System.Reflection;
using System.Runtime.InteropServices;
using Atoll.Platform.Configuration;
using SQLitePCL;

namespace Atoll.Platform.Database;

/// <summary>Binds the provider to the distribution's SQLite, which gets its security fixes with the system.</summary>
internal static class SqliteNative
{
    private const string Library = "libsqlite3.so.0";

    private static readonly Lazy<bool> _bound = new(Bind);

    /// <summary>Whether the system has it.</summary>
    public static bool IsThere => NativeLibrary.TryLoad(Library, out _);

    /// <exception cref="ConfigurationException">The system has no SQLite.</exception>
    public static void Use() => _ = _bound.Value;

    private static bool Bind()
    {
        if (!IsThere)
        {
            throw new ConfigurationException($"SQLite is missing on this machine ({Library}). Install it with: apt-get install libsqlite3-0");
        }

        var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        NativeLibrary.SetDllImportResolver(provider, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" ? NativeLibrary.Load(Library, assembly, path) : IntPtr.Zero;
}
