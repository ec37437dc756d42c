using Atoll.Platform.Configuration;
using Xunit;

namespace Atoll.Tests.Platform.Configuration;

/// <summary>What counts of a file and of variables, and what is told about the faults of both.</summary>
public sealed class ConfigurationSourceTests : IDisposable
{
    private const string File = "/srv/atoll.yaml";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-config-");

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string, string> Faults => new()
    {
        // Names.
        { "hub_nam: A", "1: hub_nam: there is no such key; did you mean hub_name?" },
        { "servers:\n  stop_on_logut: false", "2: servers.stop_on_logut: there is no such key; did you mean stop_on_logout?" },
        { "servers: { oncurrent_startss: 3 }", "1: servers.oncurrent_startss: there is no such key; did you mean concurrent_starts?" },
        { "site:\n  reserve:\n    mememory_gb: 1", "3: site.reserve.mememory_gb: there is no such key; did you mean memory_gb?" },
        { "site:\n  reserve: { zzz: 1 }", "2: site.reserve.zzz: there is no such key; there are: cpu, memory_gb." },
        { "hub_name: A\nport: 1\nhub_name: B", "3: hub_name: is there already, in line 1. Keep one of the two." },
        { "sizes:\n- name: a\n  name: b", "3: sizes[0].name: is there already, in line 2. Keep one of the two." },
        // Kinds of values.
        { "servers:\n  concurrent_starts: many", "2: servers.concurrent_starts: must be a whole number, not 'many'." },
        { "servers:\n  concurrent_starts: 1.5", "2: servers.concurrent_starts: must be a whole number, not '1.5'." },
        { "servers:\n  concurrent_starts: '4'", "2: servers.concurrent_starts: must be a whole number, not '4'; take the quotes away." },
        { "sizes:\n- { name: a, cpu: two }", "2: sizes[0].cpu: must be a number, not 'two'." },
        { "sizes:\n- { name: a, cpu: .inf }", "2: sizes[0].cpu: must be a number, not '.inf'." },
        { "servers: { stop_on_logout: yes }", "1: servers.stop_on_logout: must be true or false, not 'yes'; did you mean true?" },
        { "servers: { stop_on_logout: Off }", "1: servers.stop_on_logout: must be true or false, not 'Off'; did you mean false?" },
        { "hub_name: [a]", "1: hub_name: must be text, not a list." },
        { "hub_name:\n  a: b", "1: hub_name: must be text, not keys with values." },
        { "servers: fast", "1: servers: must be keys with values, indented below it, not 'fast'." },
        { "sizes: small", "1: sizes: must be a list (each item after '- ', or all in [ ]), not 'small'." },
        { "sizes:\n  name: small", "1: sizes: must be a list (each item after '- ', or all in [ ]), not keys with values." },
        { "sizes:\n- small", "2: sizes[0]: must be keys with values, indented below it, not 'small'." },
        { "environments:\n- name: a\n  command: run", "3: environments[0].command: must be a list (each item after '- ', or all in [ ]), not 'run'." },
        { "environments:\n- name: a\n  command: [run, ~]", "3: environments[0].command[1]: nothing is written here." },
        { "environments:\n- name: a\n  env: [A]", "3: environments[0].env: must be names with values, not a list." },
        { "environments:\n- name: a\n  env:\n    A: [1]", "4: environments[0].env.A: must be text, not a list." },
        // Values.
        { "servers:\n  concurrent_starts: 0", "2: servers.concurrent_starts: must be from 1 to 10000, not '0'." },
        { "sizes:\n- { name: a, memory_gb: 0 }", "2: sizes[0].memory_gb: must be above 0 and at most 65536, not '0'." },
        { "site:\n  kind: dokcer", "2: site.kind: must be one of docker, processes, not 'dokcer'; did you mean docker?" },
        { "site:\n  kind: cloud", "2: site.kind: must be one of docker, processes, not 'cloud'." },
        { "hub_name: ''", "1: hub_name: is needed and must not be empty." },
        { "sizes:\n- cpu: 2", "2: sizes[0].name: is needed and must not be empty." },
        { "sizes:\n- name: No Name", "2: sizes[0].name: must be at most 42 lower-case letters, digits and '-' between them, not 'No Name'." },
        { "sizes: []", "1: sizes: must not be empty." },
        { "ip: everywhere", "1: ip: 'everywhere' is no address; use 127.0.0.1 for this machine alone, 0.0.0.0 for every network." },
        { "site: { subnet: 10.0.0.0 }", "1: site.subnet: '10.0.0.0' is no network; write it as 10.96.0.0/22." },
        { "announcement: { text: Hello, severity: warn }", "1: announcement.severity: must be one of info, warning, danger, not 'warn'." },
        { "announcement: { text: Hello, severity: warnng }", "1: announcement.severity: must be one of info, warning, danger, not 'warnng'; did you mean warning?" },
        { "branding:\n  links:\n  - { title: Help, url: 'javascript:x' }", "3: branding.links[0].url: must be a web address such as https://example.org, mailto:help@example.org, or a path on this host, not 'javascript:x'." },
        { "branding:\n  logo: none.svg", "2: branding.logo: there is no file /srv/none.svg. Put it there, or name the right one." },
        { "branding:\n  logo: logo.gif", "2: branding.logo: must be a file whose name ends in .svg or .png, not /srv/logo.gif." },
        { "branding:\n  colours:\n    light:\n      accent: teal", "4: branding.colours.light.accent: must be a colour such as '#0b6b6a', in quotes, not 'teal'." },
        { "branding:\n  colours:\n    light:\n      accent: #0b6b6a", "4: branding.colours.light.accent: what follows # is a comment; put it in quotes: '#0b6b6a'." },
        { "site: { subnet6: 10.0.0.0/8 }", "1: site.subnet6: '10.0.0.0/8' is no network; write it as 2001:db8:1::/64." },
        { "site:\n  egress:\n    allow:\n    - 10.0.0.5:5432\n    - db.example.org", "5: site.egress.allow[1]: 'db.example.org' is no address or network; write it as 10.1.2.0/24, 10.0.0.5:5432 or '[fd00::1]:443'." },
        { "trusted_proxies: [192.0.2.7, everybody]", "1: trusted_proxies[1]: 'everybody' is neither an address nor a network; write it as 192.0.2.7 or 192.0.2.0/24." },
        // What does not fit together.
        { "sizes:\n- name: a\n- name: b\n- name: a", "4: sizes[2].name: 'a' is there already; give each its own name." },
        { "environments:\n- name: a\n  command: []", "2: environments[0].image: neither an image nor a command is given; name one of them." },
        { "sizes:\n- { name: a, cpu: 1, cpu_request: 2 }", "2: sizes[0].cpu_request: is more than cpu, which is 1; nobody may use what is kept free for them then." },
        // The text.
        { "- a", "1: must hold keys with values, such as 'hub_name: Lagoon', not a list." },
        { "hub_name: A\n---\nhub_name: B", "2: a second document begins here. Keep everything in one, without a line of '---'." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_told_with_line_key_and_remedy(string yaml, string expected) =>
        Assert.Equal($"{File}, line {expected}", FaultOf(yaml));

    [Theory]
    [InlineData("hub_name: A\nservers:\n  grace_seconds: 1\n slow_seconds: 2\n", 4)]
    [InlineData("hub_name: 'A\n", 1)]
    [InlineData("hub_name: A\nservers: *limits\n", 2)]
    [InlineData("hub_name: A\n\tport: 1\n", 1)]
    public void What_is_no_YAML_is_told_with_its_line(string yaml, int line) =>
        Assert.Matches($"^{File}, line {line}: this is no YAML: .+ Look at the indentation and quotes here\\.$", FaultOf(yaml));

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_file()
    {
        const string Yaml = """
            sizes:
              - { name: a, cpu: lots }
              - { name: a }
            hub_nam: Lagoon
            servers:
              concurrent_starts: 0
              slow_seconds: soon
              slow_seconds: 3
            environments: []
            """;

        var faults = FaultOf(Yaml, ("ATOLL__PORT", "http"), ("ATOLL__HUB_NAME", "Reef")).Split('\n');

        Assert.Equal(
            [
                $"{File}, line 2: sizes[0].cpu: must be a number, not 'lots'.",
                $"{File}, line 3: sizes[1].name: 'a' is there already; give each its own name.",
                $"{File}, line 4: hub_nam: there is no such key; did you mean hub_name?",
                $"{File}, line 6: servers.concurrent_starts: must be from 1 to 10000, not '0'.",
                $"{File}, line 7: servers.slow_seconds: must be a number, not 'soon'.",
                $"{File}, line 8: servers.slow_seconds: is there already, in line 7. Keep one of the two.",
                $"{File}, line 9: environments: must not be empty.",
                "ATOLL__PORT: port: must be a whole number, not 'http'.",
            ],
            faults);
    }

    [Fact]
    public void What_is_set_counts_and_the_rest_keeps_its_default()
    {
        var options = Read("""
            hub_name: Lagoon
            ip: ~
            site: { kind: processes }
            servers:
              concurrent_starts: 3
              grace_seconds: null
            sizes:
              - &one { name: one, cpu: 0.5, display_name: 1 }
              - { name: two, cpu: 1e1, memory_request_gb: 1 }
            environments:
              - name: a
                image: "x"
                env: { NUMBER: 1, TRUTH: true, NOTHING: , QUOTED: "~" }
            """);

        Assert.Equal(("Lagoon", "127.0.0.1", "processes"), (options.HubName, options.Ip, options.Site.Kind));
        Assert.Equal((3, 10, true), (options.Servers.ConcurrentStarts, options.Servers.GraceSeconds, options.Servers.StopOnLogout));
        Assert.Equal([("one", 0.5, "1", null), ("two", 10, "", 1.0)], options.Sizes.Select(s => (s.Name, s.Cpu, s.DisplayName, s.MemoryRequestGb)));
        var environment = Assert.Single(options.Environments);
        Assert.Equal(("x", "jupyterhub-singleuser"), (environment.Image, Assert.Single(environment.Command)));
        Assert.Equal(
            new Dictionary<string, string> { ["NUMBER"] = "1", ["TRUTH"] = "true", ["NOTHING"] = "", ["QUOTED"] = "~" }, environment.Env);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n")]
    [InlineData("sizes:\nservers: ~\n")]
    public void Nothing_said_is_the_defaults(string yaml) =>
        Assert.Equal(("Atoll", 2, 8), (Read(yaml).HubName, Read(yaml).Sizes.Count, Read(yaml).Servers.ConcurrentStarts));

    [Fact]
    public void Anchors_repeat_what_they_name()
    {
        var options = Read("environments:\n- { name: a, image: &i slim }\n- { name: b, image: *i, command: &c [x] }\n- { name: c, command: *c }\n");

        Assert.Equal(["slim", "slim", ""], options.Environments.Select(environment => environment.Image));
        Assert.Equal(["x"], options.Environments[2].Command);
    }

    [Fact]
    public void Variables_count_over_the_file()
    {
        var options = Read(
            "hub_name: Lagoon\nservers: { concurrent_starts: 3, grace_seconds: 4 }\n",
            ("ATOLL__SERVERS__CONCURRENT_STARTS", "5"),
            ("ATOLL__SITE__RESERVE__MEMORY_GB", " 2.5 "),
            ("ATOLL__SIZES", "[{ name: one, cpu: 7 }]"),
            ("ATOLL__DATABASE", "Host=db; Password=a: b #c"),
            ("ATOLL__IP", ""),
            ("ATOLL_SECRET", "no key"),
            ("ATOLL__HUB_NAME", "'The: lagoon'"));

        Assert.Equal(("The: lagoon", 5, 4), (options.HubName, options.Servers.ConcurrentStarts, options.Servers.GraceSeconds));
        Assert.Equal((2.5, 7, "127.0.0.1"), (options.Site.Reserve.MemoryGb, Assert.Single(options.Sizes).Cpu, options.Ip));
        Assert.Equal("Host=db; Password=a: b #c", options.Database);
    }

    [Theory]
    [InlineData("ATOLL__SERVERS__CONCURENT_STARTS", "4", "servers.concurent_starts: there is no such key; did you mean concurrent_starts?")]
    [InlineData("ATOLL__HUBNAME", "x", "hubname: there is no such key; did you mean hub_name?")]
    [InlineData("ATOLL__SERVERS", "{ a: 1 }", "servers.a: there is no such key; there are: ")]
    [InlineData("ATOLL__SERVERS", "{ slow_seconds: 1, slow_seconds: 2 }", "servers.slow_seconds: is there already")]
    [InlineData("ATOLL__SITE__KIND__X", "x", "site.kind: must be text, not keys with values.")]
    [InlineData("ATOLL__SIZES", "[{ name: a }", "this is no YAML: ")]
    [InlineData("ATOLL__", "x", "there is no such key")]
    public void Faults_of_variables_name_the_variable(string name, string value, string expected)
    {
        var fault = FaultOf("hub_name: Lagoon\n", (name, value));

        Assert.StartsWith($"{name}: ", fault, StringComparison.Ordinal);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault);
    }

    [Fact]
    public void A_file_that_was_asked_for_must_be_there()
    {
        var source = new ConfigurationSource { File = Path.Combine(_folder.FullName, "none.yaml") };

        Assert.Equal("Atoll", source.Read<HubOptions>().HubName);
        Assert.Equal(
            $"There is no configuration file {source.File}. Give --config an existing file, or leave it out.",
            Assert.Throws<ConfigurationException>(() => (source with { IsAsked = true }).Read<HubOptions>()).Message);
    }

    [Fact]
    public void Without_asking_it_is_the_one_beside_the_data_folder()
    {
        Assert.Equal(Path.Combine(_folder.FullName, "atoll.yaml"), ConfigurationSource.Of(asked: null, Path.Combine(_folder.FullName, "data")).File);
        Assert.Equal("/etc/hub.yaml", ConfigurationSource.Of("/etc/hub.yaml", "data").File);
    }

    private static HubOptions Read(string yaml, params IEnumerable<(string Name, string Value)> variables) =>
        new ConfigurationSource { File = File, Variables = variables.ToDictionary(one => one.Name, one => one.Value) }.Read<HubOptions>(yaml);

    private static string FaultOf(string yaml, params IEnumerable<(string Name, string Value)> variables) =>
        Assert.Throws<ConfigurationException>(() => Read(yaml, variables)).Message;
}
