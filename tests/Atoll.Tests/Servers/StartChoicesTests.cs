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
        Assert.Equal(("deaf", "medium", """{"x":1}"""), Chosen(request: null, _last));

    [Fact]
    public void Nothing_asked_and_nothing_before_is_the_first_and_smallest() =>
        Assert.Equal(("prompt", "small", "{}"), Chosen(request: null, last: null));

    [Fact]
    public void Empty_request_does_not_look_back() =>
        Assert.Equal(("prompt", "small", "{}"), Chosen(StartRequest.Of("", null), _last));

    [Fact]
    public void What_is_asked_counts() => Assert.Equal(
        ("held", "medium", """{"environment":"held","size":"medium"}"""), Chosen(StartRequest.Of("held", "medium"), _last));

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

    private (string Environment, string Size, string UserOptions) Chosen(StartRequest? request, ServerRow? last)
    {
        var choice = _choices.Resolve(request, last).Choice!;
        return (choice.Plan.Environment, choice.Plan.Size, choice.UserOptions);
    }
}
