using System.Text.Json.Nodes;
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
        Assert.Equal(("prompt", "small", "{}"), Chosen(Asked("{}"), _last));

    [Fact]
    public void What_is_asked_counts() => Assert.Equal(
        ("held", "medium", """{"environment":"held","size":"medium"}"""), Chosen(Asked("""{"environment":"held","size":"medium"}"""), _last));

    [Fact]
    public void Every_wrong_choice_is_told_with_what_there_is()
    {
        var (choice, faults) = _choices.Resolve(Asked("""{"environment":"nowhere","size":"vast"}"""), last: null);

        Assert.Null(choice);
        Assert.Equal(
            [
                ("environment", "There is no environment 'nowhere' here. Choose one of: prompt, held, silent, crashing, stumbling, deaf, telling."),
                ("size", "There is no size 'vast' here. Choose one of: small, medium."),
            ],
            faults.Select(fault => (fault.Field, fault.Text)));
    }

    [Fact]
    public void Last_choice_that_is_no_longer_offered_is_told() => Assert.Equal(
        "environment", Assert.Single(_choices.Resolve(request: null, _last with { Environment = "gone" }).Faults).Field);

    [Fact]
    public void Options_of_a_client_s_own_are_kept_and_choose_nothing() =>
        Assert.Equal(("prompt", "small", """{"x":[1]}"""), Chosen(Asked("""{"x":[1]}"""), last: null));

    [Fact]
    public void A_plan_is_called_what_was_picked() =>
        Assert.Equal("A prompt one, Small", _choices.Resolve(request: null, last: null).Choice!.Plan.Title);

    private static StartRequest Asked(string options) => new(JsonNode.Parse(options)!.AsObject());

    private (string Environment, string Size, string UserOptions) Chosen(StartRequest? request, ServerRow? last)
    {
        var choice = _choices.Resolve(request, last).Choice!;
        return (choice.Plan.Environment, choice.Plan.Size, choice.UserOptions);
    }
}
