using Atoll.Core.Scopes;
using Xunit;

namespace Atoll.Tests.Core.Scopes;

public sealed class RoleBookTests
{
    private static readonly RoleBook _book = Book(
        new RoleDefinition { Name = "reader", Scopes = ["read:users!group=physics"], Users = ["ada"], Services = ["grader"] },
        new RoleDefinition { Name = "user", Scopes = ["self", "admin:auth_state!user"] },
        new RoleDefinition { Name = "closer", Scopes = ["delete:servers"], Groups = ["ops"], Services = ["culler", "grader"] },
        new RoleDefinition { Name = "empty", Users = ["ada", "ada"] });

    [Fact]
    public void Default_roles_are_always_there()
    {
        Assert.Equal(["user", "admin", "server", "token"], RoleBook.Standard.Roles.Select(role => role.Name));
        Assert.Equal(["user", "admin", "server", "token", "reader", "closer", "empty"], _book.Roles.Select(role => role.Name));
        Assert.Null(_book.Find("chief"));
        Assert.Same(_book.Roles[5], _book.Find("closer"));
    }

    [Theory]
    [InlineData("ada", false, "", "user reader empty")]
    [InlineData("ada", true, "ops", "admin user reader empty closer")]
    [InlineData("bob", false, "", "user")]
    [InlineData("bob", true, "nobody", "admin user")]
    [InlineData("bob", false, "ops ops", "user closer")]
    public void User_has_their_own_and_their_groups(string user, bool admin, string groups, string roles) =>
        Assert.Equal(roles, Names(_book.RolesOf(user, admin, groups.Split(' '))));

    [Fact]
    public void List_of_a_users_own_roles_is_without_their_groups() => Assert.Equal("user", Names(_book.RolesOf("bob", admin: false)));

    [Theory]
    [InlineData("grader", false, "reader closer")]
    [InlineData("grader", true, "admin reader closer")]
    [InlineData("other", false, "")]
    public void Service_has_what_it_was_given(string service, bool admin, string roles) =>
        Assert.Equal(roles, Names(_book.RolesOfService(service, admin)));

    [Fact]
    public void Group_has_what_it_was_given()
    {
        Assert.Equal("closer", Names(_book.RolesOfGroup("ops")));
        Assert.Empty(_book.RolesOfGroup("ada"));
    }

    [Fact]
    public void Role_of_the_hub_can_be_defined_anew_in_part()
    {
        Assert.Equal(["self", "admin:auth_state!user"], _book.Find("user")!.Scopes);
        Assert.Equal(DefaultRoles.User.Description, _book.Find("user")!.Description);
        Assert.True(_book.OfUser("bob", admin: false, []).Allows("admin:auth_state", "bob"));
        Assert.Equal(["self"], Book(new RoleDefinition { Name = "user", Description = "All of us" }).Find("user")!.Scopes);
    }

    [Fact]
    public void Services_scopes_follow_its_roles_and_self_means_nothing_to_it()
    {
        var book = Book(new RoleDefinition { Name = "odd", Scopes = ["self", "access:services!service", "read:hub"], Services = ["grader"] });

        Assert.Equal("access:services!service=grader read:hub", book.OfService("grader", admin: false).ToString());
        Assert.Equal("", book.OfService("other", admin: false).ToString());
        Assert.True(book.OfService("other", admin: true).Has("shutdown"));
    }

    [Fact]
    public void Token_that_a_service_gave_enters_that_service_as_long_as_its_owner_may()
    {
        var context = new ScopeContext("ada", Service: "grader");
        var book = Book(new RoleDefinition { Name = "grades", Scopes = ["access:services"], Users = ["ada"] });

        Assert.True(book.OfToken([], book.OfUser("ada", admin: false, []), context).AllowsService("access:services", "grader"));
        Assert.False(book.OfToken([], book.OfUser("ada", admin: false, []), context).AllowsService("access:services", "culler"));
        Assert.False(book.OfToken([], RoleBook.Standard.OfUser("ada", admin: false, []), context).Has("access:services"));
    }

    [Fact]
    public void Service_may_nothing_by_saying_who_it_is() => Assert.Equal(
        "",
        RoleBook.Standard.OfToken(["inherit"], RoleBook.Standard.OfService("grader", admin: false), ScopeContext.OfService("grader")).ToString());

    [Fact]
    public void Admin_may_be_named_as_it_is_to_say_who_has_it()
    {
        var book = Book(new RoleDefinition { Name = "admin", Scopes = [.. DefaultRoles.Admin.Scopes.Reverse()], Groups = ["ops"] });

        Assert.True(book.OfUser("bob", admin: false, ["ops"]).Has("admin-ui"));
        Assert.False(book.OfUser("bob", admin: false, []).Has("admin-ui"));
    }

    [Fact]
    public void Tells_all_faults()
    {
        IReadOnlyList<RoleDefinition> roles =
        [
            new() { Name = "Chief", Scopes = ["servers", "server", "servers!server=ada"] }, new() { Name = "admin", Scopes = ["self"] },
            new() { Name = "ok-role", Scopes = ["custom:grades"] }, new() { Name = "ok-role" }, new() { Name = "admin", Description = "Mine" },
        ];

        Assert.Equal(
            [
                new(0, RoleFaultKind.BadName), new(0, RoleFaultKind.UnknownScope, 1), new(0, RoleFaultKind.UnknownScope, 2),
                new(1, RoleFaultKind.AltersAdmin), new(2, RoleFaultKind.UnknownScope, 0), new(3, RoleFaultKind.Twice),
                new(4, RoleFaultKind.Twice), new(4, RoleFaultKind.AltersAdmin),
            ],
            RoleFaults.Of(ScopeCatalog.Standard, roles));
        Assert.Throws<ArgumentException>(() => Book([.. roles]));
    }

    [Theory]
    [InlineData("abc", true)]
    [InlineData("a.b_c~d-9", true)]
    [InlineData("ab", false)]
    [InlineData("9ab", false)]
    [InlineData("ab-", false)]
    [InlineData("a b", false)]
    [InlineData("abc\n", false)]
    public void Name_follows_the_pattern(string name, bool isGood) =>
        Assert.Equal(isGood, RoleFaults.Of(ScopeCatalog.Standard, [new RoleDefinition { Name = name }]) is []);

    [Fact]
    public void Name_is_at_most_255_long()
    {
        Assert.Empty(RoleFaults.Of(ScopeCatalog.Standard, [new RoleDefinition { Name = new string('x', 255) }]));
        Assert.NotEmpty(RoleFaults.Of(ScopeCatalog.Standard, [new RoleDefinition { Name = new string('x', 256) }]));
    }

    private static RoleBook Book(params RoleDefinition[] roles) => new(ScopeCatalog.Standard, roles);

    private static string Names(IEnumerable<Role> roles) => string.Join(' ', roles.Select(role => role.Name));
}
