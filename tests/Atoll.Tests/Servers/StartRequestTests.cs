using Atoll.Servers;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Atoll.Tests.Servers;

/// <summary>From a form's fields to user options, named as KubeSpawner names both.</summary>
public sealed class StartRequestTests
{
    [Theory]
    [InlineData("environment=slim&size=small&_xsrf=x", """{"environment":"slim","size":"small"}""")]
    [InlineData("environment=&size=%20", "{}")]
    [InlineData("profile=gpu", """{"profile":"gpu"}""")]
    [InlineData("profile=gpu&profile-option-gpu--image=b&profile-option-cpu--image=c", """{"profile":"gpu","image":"b"}""")]
    [InlineData("profile=gpu&profile-option-gpu--size=large&profile-option-gpu-2--size=vast", """{"profile":"gpu","size":"large"}""")]
    [InlineData("profile=gpu&size=large&environment=slim", """{"profile":"gpu","environment":"slim","size":"large"}""")]
    [InlineData("profile-option-gpu--image=b", "{}")]
    [InlineData(
        "profile=a&profile-option-a--image=unlisted-choice&profile-option-a--image--unlisted-choice=%20x:1%20",
        """{"profile":"a","image":"unlisted-choice","image--unlisted-choice":"x:1"}""")]
    [InlineData("profile=a&profile-option-a--image=b&profile-option-a--image--unlisted-choice=x:1", """{"profile":"a","image":"b"}""")]
    [InlineData("profile=a&profile-option-a--image--unlisted-choice=x:1", """{"profile":"a","image--unlisted-choice":"x:1"}""")]
    public void Only_the_picked_profile_s_fields_count(string form, string userOptions)
    {
        var fields = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(form);

        Assert.Equal(userOptions, StartRequest.Of([.. fields]).UserOptions.ToJsonString());
    }

    [Fact]
    public void First_of_several_values_counts() => Assert.Equal(
        """{"size":"a"}""", StartRequest.Of([new("size", new StringValues(["a", "b"]))]).UserOptions.ToJsonString());

    [Theory]
    [InlineData("profile", true)]
    [InlineData("size", true)]
    [InlineData("profile-option-a--b", true)]
    [InlineData("next", false)]
    [InlineData("_xsrf", false)]
    public void Other_keys_of_a_link_choose_nothing(string name, bool chooses) => Assert.Equal(chooses, StartRequest.IsField(name));
}
