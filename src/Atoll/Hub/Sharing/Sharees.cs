using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.Accounts.Sharing;
using Atoll.Platform.Http;

namespace Atoll.Hub.Sharing;

/// <summary>Finds those with whom something is to be shared, by name.</summary>
internal sealed class Sharees(Users users, Shares shares)
{
    /// <summary>Whom the body names; null when there is nobody of that name.</summary>
    public Task<Sharee?> FindAsync(ShareBody asked, CancellationToken cancellationToken) =>
        asked.User is { } user ? FindUserAsync(user, cancellationToken) : FindGroupAsync(asked.Group!, cancellationToken);

    public async Task<Sharee?> FindUserAsync(string name, CancellationToken cancellationToken) =>
        IsText(name) && await users.FindAsync(name, cancellationToken) is { } user ? Sharee.OfUser(user.Id) : null;

    public async Task<Sharee?> FindGroupAsync(string name, CancellationToken cancellationToken) =>
        IsText(name) && await shares.FindGroupAsync(name, cancellationToken) is { } id ? Sharee.OfGroup(id) : null;

    /// <summary>Null when the caller may know whether there is somebody of that name: sharing must not be a way to find out.</summary>
    public static ApiError? Refuse(Caller caller, ShareBody asked)
    {
        var (kind, mayKnow) = asked.User is { } user
            ? ("users", caller.Scopes.Allows("read:users:name", user))
            : ("groups", caller.Scopes.AllowsGroup("read:groups:name", asked.Group!));
        return mayKnow
            ? null
            : new ApiError(StatusCodes.Status403Forbidden, $"Need scope 'read:{kind}:name' to share with {kind} by name");
    }

    // No database stores the character, and one of them refuses to be asked for it.
    private static bool IsText(string name) => !name.Contains('\0', StringComparison.Ordinal);
}
