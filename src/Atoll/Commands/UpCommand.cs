using System.Security.Cryptography;
using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Platform.Database;
using Atoll.Servers;
using Atoll.Transport;

namespace Atoll.Commands;

/// <summary><c>atoll up</c>: serves until it is told to stop. Servers keep running then; the next <c>up</c> finds them.</summary>
internal static class UpCommand
{
    private const string FirstAdmin = "admin";

    // Kept, so that an administrator who was removed on purpose does not come back.
    private const string FirstAdminKey = "first_admin";

    public static async Task<int> RunAsync(AtollSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        using var folder = DataLock.Take(settings.Data);
        var boot = await HubBoot.PrepareAsync(settings, cancellationToken);
        await using var database = boot.Database;
        PortCheck.Run(settings, boot);
        await using var app = AtollApp.Build(settings, boot);
        app.Services.GetRequiredService<Certificates>().Load();
        await app.Services.GetRequiredService<ProxyRevoker>().CatchUpAsync(app.Services.GetRequiredService<Sessions>(), cancellationToken);
        await AbandonStartsAsync(settings, app.Services.GetRequiredService<ServerStore>(), cancellationToken);
        var signIn = await EnsureAdminAsync(database, app.Services.GetRequiredService<Users>(), cancellationToken);
        await app.StartAsync(cancellationToken);
        await output.WriteLineAsync(Banner(settings, signIn));
        ServiceManager.TellReady(Environment.GetEnvironmentVariable(ServiceManager.Variable));
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static string Banner(AtollSettings settings, string signIn) =>
        $"""

        Atoll is ready: {settings.Transport().AddressOf(settings.Ip, settings.Port)}
        {signIn}
        Ctrl-C stops the hub; servers keep running. 'atoll down' stops them too.

        """;

    // Their tokens were made from the former secret, and could not be made again.
    private static async Task AbandonStartsAsync(AtollSettings settings, ServerStore store, CancellationToken cancellationToken)
    {
        var active = settings.NewSecret ? await store.ActiveAsync(cancellationToken) : [];
        foreach (var row in active.Where(row => row.State.IsStarting))
        {
            await store.ApplyAsync(row.Id, new StopRequested(), cancellationToken);
        }
    }

    /// <summary>Makes the first administrator at the first start, whoever was added before it; says how to sign in.</summary>
    private static async Task<string> EnsureAdminAsync(HubDatabase database, Users users, CancellationToken cancellationToken)
    {
        const string SignInAsBefore = "Sign in as before. More people: atoll user add NAME";
        if (await SettingsStore.FindAsync(database, FirstAdminKey, cancellationToken) is not null)
        {
            return SignInAsBefore;
        }

        var given = Environment.GetEnvironmentVariable("ATOLL_ADMIN_PASSWORD");
        var password = string.IsNullOrEmpty(given) ? RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16) : given;
        var admin = await users.CreateAsync(UserName.Parse(FirstAdmin), admin: true, password, cancellationToken);
        await SettingsStore.GetOrMakeAsync(database, FirstAdminKey, () => Task.FromResult(FirstAdmin), cancellationToken);
        return admin is null ? SignInAsBefore
            : string.IsNullOrEmpty(given) ? $"Sign in as '{FirstAdmin}' with the password {password}\n(it is shown this once; keep it)"
            : $"Sign in as '{FirstAdmin}' with the password from ATOLL_ADMIN_PASSWORD";
    }
}
