using System.ComponentModel.DataAnnotations;

namespace Atoll.Accounts.Roles;

/// <summary>
/// A role and who has it, with JupyterHub's keys. <c>user</c>, <c>server</c> and <c>token</c> may be defined anew, in part too; of <c>admin</c>
/// only who has it can be said.
/// </summary>
internal sealed class RoleOptions
{
    /// <summary>3 to 255 lower-case letters, digits and <c>-_~.</c>; a letter first, a letter or digit last. Required.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>What it is for. Default: nothing; of the hub's own roles, what they say of themselves.</summary>
    public string Description { get; set; } = "";

    /// <summary>
    /// What it allows, such as <c>read:users</c> or <c>servers!group=physics</c>. Default: nothing; of the hub's own roles, what they allow
    /// anyway.
    /// </summary>
    public List<string>? Scopes { get; set; }

    /// <summary>
    /// Names of users who have it; those who do not exist yet are created. Default: nobody. Of <c>admin</c>: exactly these are administrators;
    /// without the key nothing changes. Everybody has <c>user</c>.
    /// </summary>
    public List<string>? Users { get; set; }

    /// <summary>Names of groups whose members have it; those that do not exist yet are created. Default: none.</summary>
    public List<string>? Groups { get; set; }

    /// <summary>Names of services that have it. Default: none.</summary>
    public List<string>? Services { get; set; }
}

/// <summary>A scope of the operator's own, for services and servers that ask for more than the hub's scopes.</summary>
internal sealed class CustomScopeOptions
{
    /// <summary>What it allows: people read it when they are asked to grant it. Required.</summary>
    [Required]
    public string Description { get; set; } = "";

    /// <summary>Other custom scopes that come with it. Default: none.</summary>
    public List<string> Subscopes { get; set; } = [];
}
