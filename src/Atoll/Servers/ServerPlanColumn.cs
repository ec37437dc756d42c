using System.Data;
using System.Text.Json;
using Dapper;

namespace Atoll.Servers;

/// <summary>A plan as a column of JSON text; the database never looks into it.</summary>
internal sealed class ServerPlanColumn : SqlMapper.TypeHandler<ServerPlan>
{
    public override void SetValue(IDbDataParameter parameter, ServerPlan? value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, PlanJson.Default.ServerPlan);
    }

    public override ServerPlan? Parse(object value) => JsonSerializer.Deserialize((string)value, PlanJson.Default.ServerPlan);
}
