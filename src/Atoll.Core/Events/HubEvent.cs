using System.Text.Json.Serialization;

namespace Atoll.Core.Events;

/// <summary>
/// News that one module has and others must act on, kept until they did (the outbox). Handlers may see an event twice.
/// It carries ids and times only, never secrets.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SessionEnded), "session-ended")]
[JsonDerivedType(typeof(TokenRevoked), "token-revoked")]
[JsonDerivedType(typeof(UserRemoved), "user-removed")]
[JsonDerivedType(typeof(ShareEnded), "share-ended")]
public abstract record HubEvent;

/// <summary>A browser was signed out, or its session was revoked.</summary>
/// <param name="SessionId">The session's public id.</param>
/// <param name="Until">When it would have expired by itself: cookies that name it are worthless after that anyway.</param>
public sealed record SessionEnded(string SessionId, DateTimeOffset Until) : HubEvent;

/// <summary>A token was revoked or deleted.</summary>
/// <param name="TokenId">The token's id.</param>
public sealed record TokenRevoked(long TokenId) : HubEvent;

/// <summary>A user was deleted or may no longer come in.</summary>
/// <param name="UserId">The user's immutable id.</param>
/// <param name="At">From when on.</param>
public sealed record UserRemoved(long UserId, DateTimeOffset At) : HubEvent;

/// <summary>A server is no longer shared with these users as it was. They may be able to use it still, by something else: ask.</summary>
/// <param name="ServerId">The server's id.</param>
/// <param name="UserIds">Users' immutable ids.</param>
public sealed record ShareEnded(long ServerId, IReadOnlyList<long> UserIds) : HubEvent;
