using Atoll.Platform.Secrets;
using Atoll.Servers;
using Xunit;

namespace Atoll.Tests.Servers;

public sealed class ServerTokensTests
{
    private readonly ServerTokens _tokens = new(new HubSecrets(new byte[32]));

    [Fact]
    public void Token_can_be_made_again_after_a_crash() =>
        Assert.Equal(_tokens.Make(12, 3), new ServerTokens(new HubSecrets(new byte[32])).Make(12, 3));

    [Fact]
    public void Token_is_another_for_each_start_server_and_secret()
    {
        byte[] other = [1, .. new byte[31]];

        string[] tokens = [_tokens.Make(12, 3), _tokens.Make(12, 4), _tokens.Make(1, 23), _tokens.Make(123, 3), new ServerTokens(new HubSecrets(other)).Make(12, 3)];

        Assert.Equal(5, tokens.Distinct().Count());
        Assert.All(tokens, token => Assert.Equal(43, token.Length));
    }
}
