using Atoll.Accounts.Roles;
using Atoll.Core.Scopes;
using Atoll.Platform.Configuration;
using Xunit;

namespace Atoll.Tests.Accounts.Roles;

/// <summary><c>load_roles</c> and <c>custom_scopes</c> in a configuration: what they come to, and what is told about their faults.</summary>
public sealed class RoleConfigurationTests
{
    public static TheoryData<string, string> Faults => new()
    {
        { "load_roles:\n- scopes: [self]", "line 2: load_roles[0].name: is needed and must not be empty." },
        { "load_roles:\n- name: Chief", "line 2: load_roles[0].name: 'Chief' is no name for a role. Write 3 to 255 of a-z, 0-9 and -_~. ; a letter first, a letter or digit last." },
        { "load_roles:\n- name: one\n- name: one", "line 3: load_roles[1].name: 'one' is there already; write all of it in one place." },
        { "load_roles:\n- name: admin\n  scopes: [self]", "line 2: load_roles[0].name: admin allows everything and cannot be altered; leave out its scopes and description, or define a role of another name." },
        { "load_roles:\n- name: one\n  scopes: [self, raed:users]", "line 3: load_roles[0].scopes[1]: there is no scope 'raed:users'; did you mean read:users?" },
        { "load_roles:\n- name: one\n  scopes: [world-peace]", "line 3: load_roles[0].scopes[0]: there is no scope 'world-peace'; write one of JupyterHub's, or define it in custom_scopes." },
        { "load_roles:\n- name: one\n  scopes: ['servers!grp=x']", "line 3: load_roles[0].scopes[0]: 'servers!grp=x' has a filter that cannot be; write !user=name, !group=name, !server=user/server or !service=name, or !user, !server or !service alone." },
        { "load_roles:\n- name: one\n  users: [ada, a/b]", "line 3: load_roles[0].users[1]: cannot be a user's name: it holds '/', which separates the parts of an address." },
        { "load_roles:\n- name: one\n  services: [grader]", "line 3: load_roles[0].services[0]: There is no service 'grader'; list it under services, or leave it out here." },
        { "load_roles:\n- name: one\n  groups: ['']", "line 3: load_roles[0].groups[0]: is empty; name one." },
        { "load_roles:\n- name: one\n  scops: [self]", "line 3: load_roles[0].scops: there is no such key; did you mean scopes?" },
        { "custom_scopes:\n  'custom:Abc': { description: x }", "line 2: custom_scopes.custom:Abc: is no name for a custom scope. Write custom: and at least three of a-z, 0-9 and _-*: after it; a letter or digit first, no - or : last." },
        { "custom_scopes:\n  'custom:abc': {}", "line 2: custom_scopes.custom:abc.description: is needed and must not be empty." },
        { "custom_scopes:\n  'custom:abc':\n    description: x\n    subscopes: [servers]", "line 4: custom_scopes.custom:abc.subscopes[0]: 'servers' is one of the hub's own scopes; give it together with this one in a role." },
        { "custom_scopes:\n  'custom:abc':\n    description: x\n    subscopes: ['custom:abd']", "line 4: custom_scopes.custom:abc.subscopes[0]: there is no custom scope 'custom:abd'; did you mean custom:abc?" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_is_told_with_line_key_and_remedy(string yaml, string expected)
    {
        var fault = Assert.Throws<ConfigurationException>(() => Read(yaml)).Message;

        Assert.Equal($"/srv/atoll.yaml, {expected}", fault);
    }

    [Fact]
    public void Roles_as_JupyterHub_has_them_are_read()
    {
        var book = Read("""
            services: [{ name: grader }]
            custom_scopes:
              custom:grades:write: { description: Write grades., subscopes: ["custom:grades:read"] }
              custom:grades:read: { description: Read grades. }
            load_roles:
              - name: user
                description: All of us
                scopes: [self, "admin:auth_state!user"]
              - name: teacher
                scopes: ["custom:grades:write", "read:users!group=class"]
                users: [Ada]
                groups: [teachers]
                services: [grader]
              - name: admin
                users: [root]
            """);

        Assert.Equal(["user", "admin", "server", "token", "teacher"], book.Roles.Select(role => role.Name));
        Assert.Equal(["self", "admin:auth_state!user"], book.Find("user")!.Scopes);
        Assert.Equal(["user", "teacher"], book.RolesOf("ada", admin: false).Select(role => role.Name));
        Assert.Equal("custom:grades:read custom:grades:write", string.Join(' ',
            book.OfService("grader", admin: false).ToStrings().Where(scope => scope.StartsWith("custom", StringComparison.Ordinal))));
        Assert.Null(book.Definitions[1].Description);
    }

    [Fact]
    public void Without_them_there_are_the_hubs_own()
    {
        var book = Read("hub_name: Lagoon");

        Assert.Same(ScopeCatalog.Standard, book.Catalog);
        Assert.Equal(DefaultRoles.All, book.Roles);
    }

    private static RoleBook Read(string yaml)
    {
        var options = new ConfigurationSource { File = "/srv/atoll.yaml" }.Read<HubOptions>(yaml);
        return RoleSettings.Book(options.CustomScopes, options.LoadRoles);
    }
}
