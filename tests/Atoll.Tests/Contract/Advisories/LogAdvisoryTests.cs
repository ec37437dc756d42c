using System.Net;
using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Atoll.TestKit;
using Atoll.Tests.Proxy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Atoll.Tests.Contract.Advisories;

/// <summary>What strangers can make the hub write.</summary>
public sealed class LogAdvisoryTests(SqliteTestDatabase test) : IClassFixture<SqliteTestDatabase>
{
    /// <summary>GHSA-p43p-whwx-q52h (CVE-2026-54338): names of a megabyte each filled the log's disk. The log holds no name that nobody has.</summary>
    [Theory]
    [InlineData(1_000_000, 'a')]
    [InlineData(200, '\n')]
    public async Task Refused_sign_in_leaves_one_short_line(int length, char letter)
    {
        using var lines = new LogLines();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(lines).SetMinimumLevel(LogLevel.Trace));
        using var passwords = new Passwords(test.Database, new ManualTime());
        using var limits = new SignInLimits();
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Loopback } };

        var attempt = await new SignIns(passwords, limits, logging.CreateLogger<SignIns>())
            .TryAsync(http, new string(letter, length), "guess", CancellationToken.None);

        Assert.IsType<SignInAttempt.NoMatch>(attempt);
        Assert.InRange(Assert.Single(lines.Lines).Length, 1, 200);
    }
}
