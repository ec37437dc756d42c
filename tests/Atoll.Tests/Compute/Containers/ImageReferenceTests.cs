using Atoll.Compute.Containers;
using Xunit;

namespace Atoll.Tests.Compute.Containers;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("busybox", "busybox", "latest")]
    [InlineData("atoll/slim:3", "atoll/slim", "3")]
    [InlineData("quay.io/pangeo/pangeo-notebook", "quay.io/pangeo/pangeo-notebook", "latest")]
    [InlineData("quay.io/pangeo/base@" + Digest, "quay.io/pangeo/base", Digest)]
    [InlineData("quay.io/pangeo/base:2026@" + Digest, "quay.io/pangeo/base", Digest)]
    [InlineData("127.0.0.1:5000/one/two:t", "127.0.0.1:5000/one/two", "t")]
    [InlineData("localhost:5000/one", "localhost:5000/one", "latest")]
    public void A_name_is_split_as_the_engine_wants_it(string text, string repository, string tag)
    {
        Assert.True(ImageReference.IsImage(text));
        Assert.Equal(new ImageReference(repository, tag), ImageReference.TryParse(text));
    }

    [Fact]
    public void An_id_is_an_image_that_cannot_be_pulled()
    {
        Assert.True(ImageReference.IsImage(Digest));
        Assert.Null(ImageReference.TryParse(Digest));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../containers/json")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("a b")]
    [InlineData("a?x=1")]
    [InlineData("a\n")]
    [InlineData("a@sha256:12")]
    public void Anything_else_is_none(string text)
    {
        Assert.False(ImageReference.IsImage(text));
        Assert.Null(ImageReference.TryParse(text));
    }
}
