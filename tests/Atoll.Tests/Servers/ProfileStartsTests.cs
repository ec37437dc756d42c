using System.Text.Json.Nodes;
using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Servers;
using Xunit;

namespace Atoll.Tests.Servers;

/// <summary>User options on a hub with profiles: the plan they come to, or what is told.</summary>
public sealed class ProfileStartsTests
{
    private readonly Live<Choices> _live = new(Samples());

    [Theory]
    [InlineData("{}", "plain: slim/small slim:1")]
    [InlineData("""{"profile":"plain"}""", "plain: slim/small slim:1")]
    [InlineData("""{"profile":"plain","environment":"notebook","size":"large"}""", "plain: notebook/large notebook:1")]
    [InlineData("""{"profile":"fixed"}""", "fixed: notebook/large notebook:1")]
    [InlineData("""{"profile":"fixed","environment":"notebook"}""", "fixed: notebook/large notebook:1")]
    [InlineData("""{"profile":"pangeo"}""", "pangeo: notebook/small pangeo:b")]
    [InlineData("""{"profile":"pangeo","image":"a"}""", "pangeo: notebook/small pangeo:a")]
    [InlineData("""{"profile":"pangeo","image":"r"}""", "pangeo: rstudio/small rstudio:1")]
    [InlineData("""{"profile":"pangeo","image--unlisted-choice":"pangeo/x:1"}""", "pangeo: notebook/small pangeo/x:1")]
    [InlineData("""{"profile":"pangeo","image":"unlisted-choice","image--unlisted-choice":" pangeo/x:1 "}""", "pangeo: notebook/small pangeo/x:1")]
    [InlineData("""{"profile":"pangeo","image":"a","image--unlisted-choice":"pangeo/x:1"}""", "pangeo: notebook/small pangeo/x:1")]
    [InlineData("""{"profile":"pangeo","image":"a","image--unlisted-choice":""}""", "pangeo: notebook/small pangeo:a")]
    [InlineData("""{"profile":"pangeo","size":"big"}""", "pangeo: notebook/large pangeo:b")]
    [InlineData("""{"profile":"pangeo","size":4}""", "pangeo: notebook/small pangeo:b")]
    public void Options_come_to_a_plan(string options, string expected)
    {
        var plan = Plan(options);

        Assert.Equal(expected, $"{plan.Profile}: {plan.Environment}/{plan.Size} {plan.Image}");
    }

    [Theory]
    [InlineData("""{"profile":"pangoe"}""", "profile", "There is no profile 'pangoe' here. Did you mean 'pangeo'? Choose one of: plain, fixed, pangeo.")]
    [InlineData("""{"profile":"plain","environment":"rstudio"}""", "environment", "There is no environment 'rstudio' in Plain. Choose one of: slim, notebook.")]
    [InlineData("""{"profile":"plain","size":"lage"}""", "size", "There is no size 'lage' in Plain. Did you mean 'large'? Choose one of: small, large.")]
    [InlineData("""{"profile":"fixed","environment":"slim"}""", "environment", "There is no environment 'slim' in Fixed. Choose one of: notebook.")]
    [InlineData("""{"profile":"fixed","imgae":"a"}""", "imgae", "Fixed has no option 'imgae'. There are none.")]
    [InlineData("""{"profile":"pangeo","imgae":"a"}""", "imgae", "Pangeo has no option 'imgae'. Did you mean 'image'? Choose one of: image, size.")]
    [InlineData("""{"profile":"pangeo","image":"c"}""", "image", "Image: there is no 'c'. Choose one of: a, b, r.")]
    [InlineData("""{"profile":"pangeo","image":"unlisted-choice"}""", "image--unlisted-choice", "Fill in: Image location.")]
    [InlineData("""{"profile":"pangeo","image--unlisted-choice":"evil/x"}""", "image--unlisted-choice", "Only pangeo's.")]
    [InlineData("""{"profile":"pangeo","size--unlisted-choice":"x"}""", "size", "Size: only what is on offer can be chosen: 4, big.")]
    public void What_is_not_on_offer_is_told_with_what_is(string options, string field, string text)
    {
        var fault = Assert.Single(Faults(options));

        Assert.Equal((field, text), (fault.Field, fault.Text));
    }

    [Fact]
    public void Every_fault_is_told() => Assert.Equal(
        ["x", "image", "size"], Faults("""{"profile":"pangeo","x":1,"image":"c","size":"c"}""").Select(fault => fault.Field));

    [Fact]
    public void Profile_sets_first_and_its_options_after_it_in_order()
    {
        var plan = Plan("""{"profile":"pangeo","image":"a","size":"big"}""");

        Assert.Equal("of the choice", plan.Env["A"]);
        Assert.Equal("of the profile", plan.Env["B"]);
        Assert.Equal("of the environment", plan.Env["C"]);
        Assert.Equal("of the size", plan.Env["D"]);
        Assert.Equal(["run", "--fast"], plan.Command);
        Assert.Equal((8.0, 0.8, 16L << 30, 16L << 30), (plan.Cpu, plan.CpuRequest, plan.MemoryBytes, plan.MemoryRequest));
        Assert.Equal("Pangeo, A, Big", plan.Title);
        Assert.Equal(("A", "Big"), (plan.EnvironmentTitle, plan.SizeTitle));
    }

    [Fact]
    public void Another_environment_takes_back_what_was_set_over_the_one_before_but_for_variables()
    {
        var plan = Plan("""{"profile":"pangeo","image":"r"}""");

        Assert.Equal(("/rstudio", "RStudio", "RStudio", false), (plan.DefaultUrl, plan.Application, plan.EnvironmentTitle, plan.OwnLogin));
        Assert.Equal("of the profile", plan.Env["B"]);
        Assert.False(plan.Env.ContainsKey("C"));
    }

    [Fact]
    public void Text_stands_wherever_its_place_is()
    {
        var plan = Plan("""{"profile":"pangeo","image--unlisted-choice":"pangeo/x:1"}""");

        Assert.Equal(("pangeo/x:1", "/lab/tree/pangeo/x:1", "JupyterLab"), (plan.Image, plan.DefaultUrl, plan.Application));
        Assert.Equal("<pangeo/x:1>", plan.Env["WHICH"]);
        Assert.Equal(["run", "pangeo/x:1"], plan.Command);
        Assert.Equal("Pangeo, pangeo/x:1, 4 CPUs", plan.Title);
    }

    [Fact]
    public void Landing_elsewhere_is_another_application() => Assert.Equal("Notebook", Plan("""{"profile":"fixed"}""").Application);

    [Fact]
    public void Routes_know_who_may_call_and_who_checks()
    {
        var plan = Plan("""{"profile":"fixed"}""");

        Assert.Equal(["https://a.example"], plan.AllowedOrigins);
        Assert.True(plan.CheckAtTarget);
        Assert.False(Plan("{}").CheckAtTarget);
    }

    [Fact]
    public void Nothing_asked_repeats_the_whole_of_the_last_start()
    {
        const string Options = """{"profile":"pangeo","image--unlisted-choice":"pangeo/x:1","size":"big"}""";
        var last = new ServerRow { UserOptions = Options, Environment = "notebook", Size = "large" };

        var (choice, _) = Choices().Resolve(request: null, last);

        Assert.Equal(("pangeo/x:1", "large", Options), (choice!.Plan.Image, choice.Plan.Size, choice.UserOptions));
    }

    [Fact]
    public void What_the_last_start_ran_and_nobody_offers_now_is_told()
    {
        var last = new ServerRow { UserOptions = """{"profile":"old"}""", Environment = "notebook", Size = "large" };
        Assert.Equal("profile", Assert.Single(Choices().Resolve(request: null, last).Faults).Field);

        last = last with { UserOptions = "{}", Environment = "rstudio", Size = "large" };
        Assert.Equal("environment", Assert.Single(Choices().Resolve(request: null, last).Faults).Field);
    }

    [Fact]
    public void Another_configuration_counts_from_the_next_start_on()
    {
        var choices = Choices();
        var before = choices.Resolve(null, null).Choice!.Plan;

        _live.Replace(new Choices([new() { Name = "slim", Image = "slim:2" }], Defaults.Sizes()));

        Assert.Equal("slim:1", before.Image);
        Assert.Equal(("slim:2", ""), (choices.Resolve(null, null).Choice!.Plan.Image, choices.Resolve(null, null).Choice!.Plan.Profile));
        Assert.Equal(
            "There is no profile 'plain' here. There are none.",
            Assert.Single(choices.Resolve(Asked("""{"profile":"plain"}"""), null).Faults).Text);
    }

    internal static Choices Samples() => new(
        [
            new() { Name = "slim", Image = "slim:1" },
            new() { Name = "notebook", DisplayName = "Notebook", Image = "notebook:1", Env = { ["A"] = "of the environment", ["C"] = "of the environment" } },
            new() { Name = "rstudio", DisplayName = "RStudio", Image = "rstudio:1", OwnLogin = false, DefaultUrl = "/rstudio" },
        ],
        [new() { Name = "small", Cpu = 1, MemoryGb = 2 }, new() { Name = "large", Cpu = 4, MemoryGb = 8 }],
        [Plain(), Fixed(), Pangeo()]);

    private static StartProfileOptions Plain() => new() { DisplayName = "Plain", Environments = ["slim", "notebook"] };

    private static StartProfileOptions Fixed() => new()
    {
        DisplayName = "Fixed",
        Environment = "notebook",
        Size = "large",
        DefaultUrl = "/voila",
        AllowedOrigins = ["https://a.example"],
        CheckAtTarget = true,
    };

    private static StartProfileOptions Pangeo() => new()
    {
        DisplayName = "Pangeo",
        Environment = "notebook",
        Size = "small",
        Image = "pangeo:0",
        DefaultUrl = "/lab/tree/pangeo",
        Env = { ["A"] = "of the profile", ["B"] = "of the profile" },
        ProfileOptions =
        {
            ["image"] = new()
            {
                DisplayName = "Image",
                Choices =
                {
                    ["a"] = new() { DisplayName = "A", Image = "pangeo:a", Env = { ["A"] = "of the choice", ["D"] = "of the choice" } },
                    ["b"] = new() { DisplayName = "B", Image = "pangeo:b", Default = true },
                    ["r"] = new() { DisplayName = "RStudio", Environment = "rstudio" },
                },
                UnlistedChoice = new()
                {
                    Enabled = true,
                    DisplayName = "Image location",
                    ValidationRegex = "pangeo/",
                    ValidationMessage = "Only pangeo's.",
                    Image = "{value}",
                    DefaultUrl = "/lab/tree/{value}",
                    Command = ["run", "{value}"],
                    Env = { ["WHICH"] = "<{value}>" },
                },
            },
            ["size"] = new()
            {
                DisplayName = "Size",
                Choices =
                {
                    ["4"] = new() { DisplayName = "4 CPUs", Cpu = 4 },
                    ["big"] = new() { DisplayName = "Big", Size = "large", Cpu = 8, MemoryGb = 16, Env = { ["D"] = "of the size" }, Command = ["run", "--fast"] },
                },
            },
        },
    };

    private StartChoices Choices() => new(_live);

    private ServerPlan Plan(string options)
    {
        var (choice, faults) = Choices().Resolve(Asked(options), last: null);
        Assert.Empty(faults);
        return choice!.Plan;
    }

    private IReadOnlyList<Atoll.Web.FieldFault> Faults(string options) => Choices().Resolve(Asked(options), last: null).Faults;

    private static StartRequest Asked(string options) => new(JsonNode.Parse(options)!.AsObject());
}
