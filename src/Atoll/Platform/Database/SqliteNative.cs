using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Atoll.Platform.Database;

/// <summary>Binds the provider to the distribution's SQLite, which gets its security fixes with the system.</summary>
internal static class SqliteNative
{
    private static readonly Lazy<bool> _bound = new(Bind);

    public static void Use() => _ = _bound.Value;

    private static bool Bind()
    {
        var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        NativeLibrary.SetDllImportResolver(provider, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" ? NativeLibrary.Load("libsqlite3.so.0", assembly, path) : IntPtr.Zero;
}
