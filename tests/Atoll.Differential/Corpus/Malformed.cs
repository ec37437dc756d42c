using Atoll.Differential.Answers;

namespace Atoll.Differential.Corpus;

/// <summary>Bodies that are none, or say what cannot be. Those that JupyterHub itself stumbles over (500) are left out.</summary>
internal static class Malformed
{
    private static readonly string[] Broken = ["{", "{\"a\": }", "nothing", "{'a': 1}", "[1,]", "{} {}"];

    private static readonly string[] Endpoints =
    [
        "POST /users", "POST /users/ada", "PATCH /users/ada", "POST /users/ada/activity", "POST /users/carol/tokens", "POST /groups", "POST /groups/new-group",
        "POST /groups/physics/users", "DELETE /groups/physics/users", "PUT /groups/physics/properties", "POST /services/new-service", "POST /shares/ada/",
        "PATCH /shares/ada/", "POST /share-codes/ada/", "PATCH /proxy", "POST /shutdown", "POST /users/carol/server", "DELETE /users/carol/server",
    ];

    private static readonly (string Endpoint, string[] Bodies)[] Wrong =
    [
        ("POST /users", ["[]", "{}", "null", "5", "\"x\"", """{"usernames": []}""", """{"usernames": null}""", """{"usernames": ["ada"], "admin": "yes"}""",
            """{"usernames": ["ada"], "unknown": 1}""", """{"usernames": [""]}""", """{"usernames": ["a/b"]}""", """{"usernames": [" x"]}""",
            """{"usernames": ["x "]}""", """{"usernames": ["a/b", " c"]}""", """{"usernames": ["ada", "bob"]}""", """{"usernames": ["ADA"]}"""]),
        ("POST /users/ada", ["[]", """{"admin": true}""", """{"unknown": 1}"""]),
        ("PATCH /users/ada", ["[]", "5", "\"x\"", "null", """{"admin": "yes"}""", """{"admin": null}""", """{"name": 5}""", """{"unknown": 1}""", """{"name": "bob"}""",
            """{"name": "ada"}""", """{"auth_state": []}""", """{"admin": 0}""", """{"a": {"b": [1, 2.5, "x'y", true, null]}}"""]),
        ("POST /users/ada/activity", ["[]", "{}", "null", "5", """{"last_activity": ""}""", """{"last_activity": "nonsense"}""", """{"last_activity": "3000-01-01T00:00:00Z"}""",
            """{"servers": {}}""", """{"servers": []}""", """{"servers": [""]}""", """{"servers": {"none": {"last_activity": "2020-01-01T00:00:00Z"}}}""",
            """{"servers": {"": {}}}""", """{"servers": {"": "2020-01-01T00:00:00Z"}}""", """{"servers": {"": {"last_activity": "nonsense"}}}""", """{"unknown": 1}""",
            """{"last_activity": "2020-01-01T00:00:00"}""", """{"last_activity": "2020-01-01T00:00:00+02:00"}""", """{"last_activity": "2020-01-01"}"""]),
        ("POST /users/carol/tokens", ["[]", "5", "\"x\"", """{"expires_in": "x"}""", """{"expires_in": 1.5}""", """{"expires_in": []}""",
            """{"scopes": "inherit"}""", """{"scopes": [1]}""", """{"scopes": ["unknown"]}""", """{"scopes": ["admin:users"]}""", """{"scopes": ["read:users!nonsense=1"]}""",
            """{"scopes": ["read:users!user="]}""", """{"scopes": ["read:users!user=bob"]}""", """{"scopes": ["self", "unknown:scope"]}""", """{"roles": ["ghost"]}""",
            """{"roles": ["admin"]}""", """{"roles": "token"}""", """{"roles": [1]}""", """{"scopes": ["(no_scope)"]}"""]),
        ("POST /groups", ["[]", "{}", "null", "5", """{"groups": []}""", """{"groups": ["physics"], "unknown": 1}""", """{"groups": ["nobodys"], "users": ["ghost"]}""",
            """{"groups": ["nobodys"], "users": "ada"}"""]),
        ("POST /groups/new-group", ["[]", "5", """{"users": ["ghost"]}""", """{"users": "ada"}""", """{"users": {}}""", """{"unknown": 1}""", """{"roles": "x"}"""]),
        ("POST /groups/physics/users", ["[]", "{}", "null", "5", """{"users": ["ghost"]}""", """{"users": "ada"}""", """{"unknown": 1}""", """{"users": []}"""]),
        ("DELETE /groups/physics/users", ["[]", "{}", "null", """{"users": ["ghost"]}""", """{"users": "ada"}""", """{"users": []}"""]),
        ("PUT /groups/physics/properties", ["[]", "null", "5", "\"x\""]),
        ("POST /services/new-service", ["[]", "{}", "null", "5", """{"unknown": 1}""", """{"admin": "yes"}""", """{"url": 5}""", """{"command": ["true"]}""",
            """{"info": []}"""]),
        ("POST /shares/ada/", ["{}", """{"user": "bob", "group": "physics"}""", """{"user": "bob", "unknown": 1}""", """{"user": 5}""", """{"group": "ghosts"}""",
            """{"user": "bob", "scopes": ["read:users"]}""", """{"user": "bob", "scopes": ["access:servers!user=ada"]}""",
            """{"user": "bob", "scopes": ["access:servers!server=bob/"]}""", """{"user": "bob", "scopes": "x"}"""]),
        ("PATCH /shares/ada/", ["{}", """{"user": "bob", "group": "physics"}""", """{"unknown": 1}""", """{"group": "ghosts"}"""]),
        ("POST /share-codes/ada/", ["""{"expires_in": 5}""", """{"expires_in": 99999999999}""", """{"expires_in": "x"}""", """{"unknown": 1}""",
            """{"scopes": ["read:users"]}""", """{"scopes": ["access:servers!server=bob/"]}"""]),
        ("PATCH /proxy", ["{", "[]", "5", "null", "\"x\"", ""]),
        ("POST /shutdown", ["""{"proxy": "yes"}""", """{"servers": "no"}""", """{"servers": null}""", """{"proxy": 2}"""]),
    ];

    public static IEnumerable<Call> All =>
    [
        .. from endpoint in Endpoints from body in Broken select Of(endpoint, body),
        .. from endpoint in Wrong from body in endpoint.Bodies select Of(endpoint.Endpoint, body),
        .. from endpoint in Endpoints select Of(endpoint, "{") with { Actor = Actor.Anonymous },
        .. from endpoint in Endpoints select Of(endpoint, "{") with { Actor = Actors.Bob },
        // What the body is called does not matter to whoever holds a token.
        .. from type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-8" }
            from endpoint in new[] { "POST /users", "POST /groups", "POST /users/ada/activity" } select Of(endpoint, "{}") with { Type = type },
    ];

    private static Call Of(string endpoint, string body) =>
        new(endpoint.Split(' ')[0], "/hub/api" + endpoint.Split(' ')[1], Actors.Root) { Body = body };
}
