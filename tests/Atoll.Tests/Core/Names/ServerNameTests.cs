using Atoll.Core.Names;
using Xunit;

namespace Atoll.Tests.Core.Names;

public sealed class ServerNameTests
{
    [Theory]
    [InlineData("gpu")]
    [InlineData("GPU 2")]
    [InlineData("ünïcode")]
    [InlineData("a.b_c~d@e")]
    [InlineData("laboratory")]
    [InlineData("50%")]
    [InlineData("...")]
    public void Jupyterhub_takes_it_and_so_do_we(string name) => Assert.Null(ServerName.FaultOf("ada", name));

    [Theory]
    [InlineData("lab")]
    [InlineData("Lab")]
    [InlineData("tree")]
    [InlineData("api")]
    [InlineData("notebooks")]
    [InlineData("edit")]
    [InlineData("terminals")]
    [InlineData("files")]
    [InlineData("nbconvert")]
    [InlineData("static")]
    [InlineData("doc")]
    [InlineData("retro")]
    [InlineData("consoles")]
    [InlineData("view")]
    [InlineData("git-pull")]
    [InlineData("user-redirect")]
    [InlineData("oauth_callback")]
    [InlineData("logout")]
    [InlineData("login")]
    [InlineData("hub")]
    [InlineData("metrics")]
    [InlineData("proxy")]
    [InlineData("rstudio")]
    [InlineData("vscode")]
    public void Jupyters_own_paths_stay_the_default_servers(string name) =>
        Assert.Equal($"/user/ada/{name}/ is an address of the default server itself", ServerName.FaultOf("ada", name));

    [Theory]
    [InlineData("", "it is empty, and that is the name of the default server")]
    [InlineData(".", "in addresses it means a folder")]
    [InlineData("..", "in addresses it means a folder")]
    [InlineData("a/b", "it may not contain '/'")]
    [InlineData("a%2Fb", "it may not contain '/'")]
    [InlineData("a%2fb", "it may not contain '/'")]
    [InlineData(" gpu", "it begins or ends with a space")]
    [InlineData("_atoll", "names that begin with _atoll are the hub's own")]
    [InlineData("a\nb", "it holds a character that cannot be seen (U+000A)")]
    [InlineData("a\u202eb", "it holds a character that cannot be seen (U+202E)")]
    [InlineData("a\ud800b", "it holds a character that cannot be seen (U+FFFD)")]
    public void What_would_not_work_as_part_of_an_address_is_refused(string name, string fault) =>
        Assert.Equal(fault, ServerName.FaultOf("ada", name));

    [Fact]
    public void Owner_and_name_together_fit_into_a_cookies_path()
    {
        var owner = new string('ü', 120);
        Assert.Null(ServerName.FaultOf(owner, new string('ü', 40)));
        Assert.Equal("it is too long for an address", ServerName.FaultOf(owner, new string('ü', 80)));
    }

    [Theory]
    [InlineData("Deep learning, 2nd try", null)]
    [InlineData(" ", "it is empty")]
    [InlineData("a\u0007", "it holds a character that cannot be seen (U+0007)")]
    public void Display_names_are_what_can_be_read(string name, string? fault) => Assert.Equal(fault, ServerName.FaultOfDisplayName(name));

    [Fact]
    public void Display_names_end_somewhere()
    {
        Assert.Null(ServerName.FaultOfDisplayName(new string('x', 255)));
        Assert.NotNull(ServerName.FaultOfDisplayName(new string('x', 256)));
    }
}
