using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Servers;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Servers;

public sealed class StartChoicesTests
{
    private static readonly ServerRow _last = new() { Environment = "deaf", Size = "medium", UserOptions = """{"x":1}""" };

    private readonly StartChoices _choices = new(new Live<Choices>(new Choices(StandIn.All(), Defaults.Sizes())));

    [Fact]
    public void Nothing_asked_repeats_the_last_start_with_all_its_options() =>
        Assert.Equal(new StartChoice("deaf", "medium", """{"x":1}"""), _choices.Resolve(request: null, _last).Choice);

    [Fact]
    public void Nothing_asked_and_nothing_before_is_the_first_and_smallest() =>
        Assert.Equal(new StartChoice("prompt", "small", "{}"), _choices.Resolve(request: null, last: null).Choice);

    [Fact]
    public void Empty_request_does_not_look_back() =>
        Assert.Equal(new StartChoice("prompt", "small", "{}"), _choices.Resolve(StartRequest.Of("", null), _last).Choice);

    [Fact]
    public void What_is_asked_counts() => Assert.Equal(
        new StartChoice("held", "medium", """{"environment":"held","size":"medium"}"""),
        _choices.Resolve(StartRequest.Of("held", "medium"), _last).Choice);

    [Fact]
    public void Every_wrong_choice_is_told_with_what_there_is()
    {
        var (choice, faults) = _choices.Resolve(StartRequest.Of("nowhere", "vast"), last: null);

        Assert.Null(choice);
        Assert.Equal(
            [
                ("environment", "There is no environment 'nowhere' here. Choose one of: prompt, held, silent, crashing, stumbling, deaf."),
                ("size", "There is no size 'vast' here. Choose one of: small, medium."),
            ],
            faults.Select(fault => (fault.Field, fault.Text)));
    }

    [Fact]
    public void Last_choice_that_is_no_longer_offered_is_told() => Assert.Equal(
        "environment", Assert.Single(_choices.Resolve(request: null, _last with { Environment = "gone" }).Faults).Field);
}
