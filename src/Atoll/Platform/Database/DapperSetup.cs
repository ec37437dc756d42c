using System.Data;
using Dapper;

namespace Atoll.Platform.Database;

/// <summary>How rows and columns meet: <c>snake_case</c> columns, times as microseconds.</summary>
internal static class DapperSetup
{
    private static readonly Lazy<bool> _done = new(Set);

    public static void Use() => _ = _done.Value;

    private static bool Set()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new MicrosHandler());
        return true;
    }
}

/// <summary>A moment as bigint microseconds since 1970 UTC: the same order, precision and arithmetic in both databases.</summary>
internal sealed class MicrosHandler : SqlMapper.TypeHandler<DateTimeOffset>
{
    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = ToMicros(value);
    }

    public override DateTimeOffset Parse(object value) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)value * TimeSpan.TicksPerMicrosecond);

    public static long ToMicros(DateTimeOffset value) => (value - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
