using Atoll.Environments;
using Atoll.Platform.Configuration;
using Xunit;

namespace Atoll.Tests.Environments;

/// <summary><c>profile_list</c> in a configuration: what it comes to, and what is told about its faults.</summary>
public sealed class ProfileConfigurationTests
{
    private const string Head = """
        environments:
        - { name: slim, image: slim:1 }
        - { name: notebook, image: notebook:1 }
        - { name: rstudio, image: rstudio:1, own_login: false }
        sizes:
        - { name: large, cpu: 4, memory_gb: 8 }
        - { name: small, cpu: 1, memory_gb: 2 }
        profile_list:

        """;

    private static readonly int HeadLines = Head.Count(character => character == '\n');

    public static TheoryData<string, string> Faults => new()
    {
        { "- slug: a", "1: profile_list[0].display_name: is needed and must not be empty." },
        { "- display_name: Données", "1: profile_list[0].slug: is needed, because none can be made of 'Données'." },
        { "- display_name: A\n  slug: a b", "2: profile_list[0].slug: must be at most 63 letters and digits with '.', '_' and '-' between them, not 'a b'." },
        { "- display_name: A b\n- display_name: a B", "2: profile_list[1].slug: 'a-b' is there already; give each profile its own slug." },
        { "- display_name: A\n  default: true\n- display_name: B\n  default: true", "4: profile_list[1].default: another profile is the default already; only one can be." },
        { "- display_name: A\n  environment: slmi", "2: profile_list[0].environment: there is no environment 'slmi'; did you mean slim?" },
        { "- display_name: A\n  environments: [slim, gone]", "2: profile_list[0].environments[1]: there is no environment 'gone'; there are: slim, notebook, rstudio." },
        { "- display_name: A\n  environments: [slim, slim]", "2: profile_list[0].environments[1]: 'slim' is there already; name each once." },
        { "- display_name: A\n  sizes: [lage]", "2: profile_list[0].sizes[0]: there is no size 'lage'; did you mean large?" },
        { "- display_name: A\n  size: small\n  sizes: [large]", "2: profile_list[0].size: say either size, for the only one, or sizes, for those to pick from." },
        { "- display_name: A\n  cpu: 0", "2: profile_list[0].cpu: must be above 0 and at most 4096, not '0'." },
        { "- display_name: A\n  env: { 'A=B': x }", "2: profile_list[0].env.A=B: 'A=B' cannot be a variable's name." },
        { "- display_name: A\n  allowed_origins: ['*']", "2: profile_list[0].allowed_origins[0]: '*' is no origin; write it as browsers do: https://example.org, without a path and without '*'." },
        { "- display_name: A\n  allowed_origins: ['https://a.org/x']", "2: profile_list[0].allowed_origins[0]: 'https://a.org/x' is no origin" },
        { "- display_name: A\n  check_at_target: true", "2: profile_list[0].check_at_target: environment rstudio has no login of its own (own_login), so anybody could enter." },
        { "- display_name: A\n  kubespawner_override: { image: x }", "2: profile_list[0].kubespawner_override: is for Kubernetes, which Atoll does not run on yet; write environment, size, " },
        { Option("choices: { a: {} }\n      kubespawner_override: {}"), "5: profile_list[0].profile_options.image.kubespawner_override: there is no such key; there are: display_name, choices, unlisted_choice." },
        { Option("choices: {}"), "4: profile_list[0].profile_options.image.choices: at least one is needed, or unlisted_choice with enabled: true." },
        { Option("choices: { unlisted-choice: { image: a } }"), "4: profile_list[0].profile_options.image.choices.unlisted-choice: 'unlisted-choice' cannot be a choice's name." },
        { Option("choices: { a: { default: true }, b: { default: true } }"), "4: profile_list[0].profile_options.image.choices.b.default: another choice is the default already; only one can be." },
        { Option("choices: { a: { kubespawner_override: {} } }"), "4: profile_list[0].profile_options.image.choices.a.kubespawner_override: is for Kubernetes" },
        { Option("choices: { a: { environment: slm } }"), "4: profile_list[0].profile_options.image.choices.a.environment: there is no environment 'slm'; did you mean slim?" },
        { Option("choices: { a: { environment: slim } }"), "4: profile_list[0].profile_options.image.choices.a.environment: the profile lets people pick the environment; let it name a single one (environment: …) where an option decides." },
        { Option("choices: { a: { memory_gb: -1 } }"), "4: profile_list[0].profile_options.image.choices.a.memory_gb: must be above 0 and at most 65536, not '-1'." },
        { Option("unlisted_choice: { enabled: true, image: fixed }"), "4: profile_list[0].profile_options.image.unlisted_choice: nothing takes the text; write {value} into image, env, default_url or command." },
        { Option("unlisted_choice: { enabled: true, image: '{value}', validation_regex: '(' }"), "4: profile_list[0].profile_options.image.unlisted_choice.validation_regex: is no regular expression: " },
        { "- display_name: A\n  profile_options:\n    size:\n      choices: { a: {} }", "4: profile_list[0].profile_options.size: the profile asks for a size already; let it name a single one (size: …), or call the option otherwise." },
        { "- display_name: A\n  profile_options:\n    profile:\n      choices: { a: {} }", "4: profile_list[0].profile_options.profile: 'profile' cannot be an option's name" },
        { "- display_name: A\n  profile_options:\n    a--unlisted-choice:\n      choices: { a: {} }", "4: profile_list[0].profile_options.a--unlisted-choice: 'a--unlisted-choice' cannot be an option's name" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_is_told_with_line_key_and_remedy(string list, string expected)
    {
        var fault = Assert.Throws<ConfigurationException>(() => Read(list)).Message;

        var (line, text) = (int.Parse(expected[..expected.IndexOf(':', StringComparison.Ordinal)]), expected[expected.IndexOf(' ', StringComparison.Ordinal)..]);
        Assert.StartsWith($"/srv/atoll.yaml, line {line + HeadLines}:{text}", fault, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var fault = Assert.Throws<ConfigurationException>(() => Read(
            "- display_name: A\n  environment: gone\n  default: true\n- display_name: A\n  default: true\n  sizes: [vast]")).Message;

        Assert.Equal(4, fault.Split('\n').Length);
    }

    [Fact]
    public void List_as_KubeSpawner_has_it_is_read()
    {
        var choices = Read("""
            - display_name: Lab only
              description: Starts fastest.
              environment: slim
            - display_name: Pangeo
              slug: pangeo
              default: true
              environment: notebook
              sizes: [large, small]
              env: { EXTRA: "1" }
              profile_options:
                image:
                  display_name: Image
                  choices:
                    stable: { display_name: Stable, image: "pangeo/pangeo-notebook:2026.01" }
                    "3.12": { default: true, image: "pangeo/pangeo-notebook:py312" }
                  unlisted_choice:
                    enabled: true
                    display_name: Image location
                    validation_regex: ^pangeo/.+:.+$
                    validation_message: Must be an image of pangeo with a tag.
                    image: "{value}"
            """);

        Assert.Equal(["lab-only", "pangeo"], choices.Profiles.Select(profile => profile.Slug));
        var pangeo = choices.DefaultProfile;
        Assert.Equal(("pangeo", "notebook"), (pangeo.Slug, Assert.Single(pangeo.Environments).Name));
        Assert.Equal(["small", "large"], pangeo.Sizes.Select(size => size.Name));
        var image = Assert.Single(pangeo.Options);
        Assert.Equal(("image", "Image", "3.12", "3.12"), (image.Key, image.Title, image.Default!.Key, image.Default.Title));
        Assert.Equal(("Image location", "Other..."), (image.Text!.Title, image.Text.AmongChoices));
        Assert.True(choices.HasChoice);
    }

    [Fact]
    public void Without_a_list_there_is_one_profile_of_everything()
    {
        var choices = Read("");

        Assert.True(choices.DefaultProfile.IsImplicit);
        Assert.Equal((3, 2), (choices.DefaultProfile.Environments.Count, choices.DefaultProfile.Sizes.Count));
    }

    [Fact]
    public void First_profile_is_the_default_when_none_says_so() =>
        Assert.Equal("a", Read("- display_name: A\n- display_name: B").DefaultProfile.Slug);

    [Theory]
    [InlineData("- { display_name: A, environment: slim, size: small }", false)]
    [InlineData("- { display_name: A, environment: slim }", true)]
    [InlineData("- { display_name: A, size: small }", true)]
    [InlineData("- { display_name: A, environment: slim, size: small }\n- { display_name: B, environment: slim, size: small }", true)]
    public void There_is_a_choice_where_there_are_two_of_anything(string list, bool choice) => Assert.Equal(choice, Read(list).HasChoice);

    [Theory]
    [InlineData("", "Fill in: Image.")]
    [InlineData("pangeo/x:1", null)]
    [InlineData("evil/pangeo/x:1", "Only pangeo's.")]
    [InlineData("pangeo/{volume:home-1}:x", "Image: braces, tabs and line breaks cannot be used.")]
    [InlineData("pangeo/x:1\nX", "Image: braces, tabs and line breaks cannot be used.")]
    public void Text_is_checked_from_its_beginning(string text, string? fault) => Assert.Equal(fault, Text("pangeo/[^/]+:.+", "Only pangeo's.").Fault(text));

    [Fact]
    public void Text_without_a_message_of_its_own_is_told_the_expression() =>
        Assert.Equal("Image: 'x' does not match y+.", Text("y+", "").Fault("x"));

    [Fact]
    public void Text_has_an_end() => Assert.Equal("Image: at most 500 characters.", Text("", "").Fault(new string('x', 501)));

    [Fact]
    public void Expression_that_gets_lost_lets_nothing_pass() =>
        Assert.Equal("Too long.", Text("(a+)+$", "Too long.").Fault(new string('a', 60) + "!"));

    private static string Option(string inside) => $"- display_name: A\n  profile_options:\n    image:\n      {inside}";

    private static ProfileText Text(string expression, string message) => ProfileText.Of("Image", new UnlistedChoiceOptions
    {
        Enabled = true, Image = "{value}", ValidationRegex = expression, ValidationMessage = message,
    });

    private static Choices Read(string list)
    {
        var options = new ConfigurationSource { File = "/srv/atoll.yaml" }.Read<HubOptions>(Head + list);
        return new Choices(options.Environments, options.Sizes, options.ProfileList);
    }
}
