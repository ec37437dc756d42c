using Atoll.Core.Scopes;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Atoll.Tests.Core.Scopes;

/// <summary>What must hold for whatever scopes: random ones, about everything in a small world.</summary>
public sealed class ScopeLawsTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void Intersection_never_widens_and_is_the_same_from_both_sides() => Holds(Two(ScopeWorld.Set), pair =>
    {
        var both = ScopeWorld.Allowed(pair.One.Intersect(pair.Other));
        return both.IsSubsetOf(ScopeWorld.Allowed(pair.One))
            && both.IsSubsetOf(ScopeWorld.Allowed(pair.Other))
            && both.SetEquals(ScopeWorld.Allowed(pair.Other.Intersect(pair.One)));
    });

    [Fact]
    public void Intersection_with_itself_or_with_more_changes_nothing() => Holds(Two(ScopeWorld.Set), pair =>
        ScopeWorld.Allowed(pair.One.Intersect(pair.One.Union(pair.Other))).SetEquals(ScopeWorld.Allowed(pair.One)));

    [Fact]
    public void Union_allows_what_either_does() => Holds(Two(ScopeWorld.Set), pair =>
        ScopeWorld.Allowed(pair.One.Union(pair.Other)).SetEquals(ScopeWorld.Allowed(pair.One).Union(ScopeWorld.Allowed(pair.Other))));

    [Fact]
    public void Expanding_twice_is_expanding_once() => Holds(Two(ScopeWorld.WrittenList, ScopeWorld.Context), one =>
    {
        var once = ScopeRules.Expand(one.One, one.Other, catalog: ScopeWorld.Catalog).ToStrings();
        return once.SequenceEqual(ScopeRules.Expand(once, one.Other, catalog: ScopeWorld.Catalog).ToStrings());
    });

    [Fact]
    public void Token_may_what_its_owner_may_and_say_who_that_is_and_nothing_else() =>
        Holds(Two(ScopeWorld.WrittenList, Two(ScopeWorld.Set, ScopeWorld.Context)), one =>
        {
            var (owner, context) = one.Other;
            var token = ScopeRules.OfToken(one.One, owner, context, ScopeWorld.IsMember, ScopeWorld.Catalog);
            return ScopeWorld.Allowed(token).IsSubsetOf(ScopeWorld.Allowed(owner.Union(ScopeRules.Identify(context))));
        });

    [Fact]
    public void Taking_a_role_away_never_adds_anything() => Holds(Two(Roles(), Two(ScopeWorld.WrittenList, ScopeWorld.Context)), one =>
    {
        var (written, context) = one.Other;
        var before = ScopeWorld.Allowed(Token(one.One, written, context, ScopeWorld.IsMember));
        return Enumerable.Range(0, one.One.Length).All(i =>
            ScopeWorld.Allowed(Token([.. one.One.Where((_, place) => place != i)], written, context, ScopeWorld.IsMember)).IsSubsetOf(before));
    });

    [Fact]
    public void Leaving_a_group_never_adds_anything() => Holds(Two(Roles(), Two(ScopeWorld.WrittenList, ScopeWorld.Context)), one =>
    {
        var (written, context) = one.Other;
        var before = ScopeWorld.Allowed(Token(one.One, written, context, ScopeWorld.IsMember));
        return ScopeWorld.Groups.All(left => ScopeWorld.Allowed(
            Token(one.One, written, context, (user, group) => group != left && ScopeWorld.IsMember(user, group))).IsSubsetOf(before));
    });

    [Fact]
    public void What_parses_is_written_the_same() => Holds(Gen.Elements("servers", "self", "", "x y"), Pieces(), (name, rest) =>
        !Scope.TryParse(name + rest, out var scope) || scope.ToString() == name + rest);

    [Fact]
    public void What_was_written_parses_to_the_same() => Holds(
        Gen.Elements(FilterKind.User, FilterKind.Group, FilterKind.Service, FilterKind.Server), Pieces(), (kind, name) =>
        {
            var scope = new Scope("servers", new ScopeFilter(kind, kind == FilterKind.Server ? $"ada/{name}" : $"x{name}"));
            return Scope.TryParse(scope.ToString(), out var parsed) && parsed == scope;
        });

    private static ScopeSet Token(Role[] roles, string[] written, ScopeContext context, GroupMembership isMember) => ScopeRules.OfToken(
        written, ScopeRules.OfRoles(roles, context, isMember, ScopeWorld.Catalog), context, isMember, ScopeWorld.Catalog);

    private static Gen<Role[]> Roles() => Gen.Choose(0, 4).SelectMany(count =>
        Gen.ArrayOf(Gen.OneOf(ScopeWorld.WrittenList.Select(scopes => new Role("any", scopes)), Gen.Elements<Role>(DefaultRoles.All)), count));

    private static Gen<string> Pieces() => Gen.Choose(0, 4).SelectMany(count =>
        Gen.ArrayOf(Gen.Elements("!", "=", "/", "user", "group", "server", "service", "ada", "é", " ", "\n"), count)).Select(string.Concat);

    private static Gen<(T One, T Other)> Two<T>(Gen<T> gen) => Two(gen, gen);

    private static Gen<(TOne One, TOther Other)> Two<TOne, TOther>(Gen<TOne> first, Gen<TOther> second) =>
        from one in first from other in second select (one, other);

    private static void Holds<T>(Gen<T> gen, Func<T, bool> law) => Prop.ForAll(gen.ToArbitrary(), law).Check(_config);

    private static void Holds<TOne, TOther>(Gen<TOne> first, Gen<TOther> second, Func<TOne, TOther, bool> law) =>
        Holds(Two(first, second), pair => law(pair.One, pair.Other));
}
