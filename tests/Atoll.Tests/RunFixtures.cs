using Atoll.TestKit;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]
