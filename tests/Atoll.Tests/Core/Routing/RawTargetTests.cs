using Atoll.Core.Routing;
using Xunit;

namespace Atoll.Tests.Core.Routing;

public sealed class RawTargetTests
{
    [Theory]
    [InlineData("/user/ada?x=/y", "/user/ada?x=/y", "/user/ada")]
    [InlineData("/a?b?c", "/a?b?c", "/a")]
    [InlineData("http://host:80/user/ada?x", "/user/ada?x", "/user/ada")]
    [InlineData("/go?to=http://host/x", "/go?to=http://host/x", "/go")]
    public void Begins_at_the_path_and_ends_it_at_the_query(string target, string fromPath, string path)
    {
        Assert.Equal(fromPath, RawTarget.FromPath(target));
        Assert.Equal(path, RawTarget.Path(fromPath).ToString());
    }

    [Theory]
    [InlineData("*")]
    [InlineData("host:443")]
    [InlineData("http://host")]
    [InlineData("")]
    public void Target_without_a_path_is_none(string target) => Assert.Null(RawTarget.FromPath(target));

    [Theory]
    [InlineData("/user/ada/api/kernels", true)]
    [InlineData("/user/ada/lab/api", true)]
    [InlineData("/user/ada/apis", false)]
    [InlineData("/user/ada/lab?path=/api/", false)]
    [InlineData("/user/ada/API", false)]
    public void Segments_are_whole_and_before_the_query(string target, bool has) => Assert.Equal(has, RawTarget.HasSegment(target, "api"));
}
