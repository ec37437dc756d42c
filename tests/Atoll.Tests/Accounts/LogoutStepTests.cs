using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Atoll.Core.Names;
using Atoll.Platform.Outbox;
using Atoll.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Atoll.Tests.Accounts;

public sealed class LogoutStepTests(SqliteTestDatabase test) : IClassFixture<SqliteTestDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_run_while_the_session_lives_and_a_failing_one_keeps_nobody_signed_in()
    {
        using var signal = new OutboxSignal();
        var time = new ManualTime();
        var sessions = new Sessions(test.Database, signal, time);
        var user = (await new Users(test.Database, signal, time).CreateAsync(UserName.Parse("leaver"), admin: false, password: null, Cancel))!;
        var (session, secret) = await sessions.StartAsync(user, Cancel);
        var seen = new SeesLiveSession(sessions);
        var http = new DefaultHttpContext();
        http.Features.Set(Caller.OfSession(session, TestRights.Of(user)));

        await Logout.HandleAsync(http, new Logout(sessions, [new AlwaysFails(), seen], NullLogger<Logout>.Instance));

        Assert.Equal((user, session, true), (seen.User, seen.Session, seen.WasLive));
        Assert.Null(await sessions.FindAsync(secret, Cancel));
    }

    private sealed class AlwaysFails : ILogoutStep
    {
        public Task BeforeLogoutAsync(UserRow user, SessionRow session, CancellationToken cancellationToken) =>
            throw new InvalidTimeZoneException("on purpose");
    }

    private sealed class SeesLiveSession(Sessions sessions) : ILogoutStep
    {
        public UserRow? User { get; private set; }

        public SessionRow? Session { get; private set; }

        public bool WasLive { get; private set; }

        public async Task BeforeLogoutAsync(UserRow user, SessionRow session, CancellationToken cancellationToken)
        {
            (User, Session) = (user, session);
            WasLive = await sessions.FindByIdAsync(session.Id, cancellationToken) is not null;
        }
    }
}
