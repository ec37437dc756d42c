-- Tokens and OAuth clients belong to a user or to a service. SQLite cannot let a column become null: the tables are made anew.
CREATE TABLE old_clients AS SELECT * FROM oauth_clients;
CREATE TABLE old_codes AS SELECT * FROM oauth_codes;
CREATE TABLE old_tokens AS SELECT * FROM tokens;
-- Nothing refers to these two; the clients go last, so that nothing goes with them.
DROP TABLE tokens;
DROP TABLE oauth_codes;
DROP TABLE oauth_clients;

CREATE TABLE oauth_clients (
    id text PRIMARY KEY,
    secret_hash text NOT NULL,
    redirect_uri text NOT NULL,
    description text NOT NULL,
    allowed_scopes text NOT NULL,
    -- What somebody needs to sign in through it: access:servers!server=ada/
    access_scope text NOT NULL,
    -- Whose it is: owners are not asked to confirm.
    user_id bigint REFERENCES users (id) ON DELETE CASCADE,
    server_id bigint REFERENCES servers (id) ON DELETE CASCADE,
    service_id bigint REFERENCES services (id) ON DELETE CASCADE,
    -- People enter without being asked.
    no_confirm boolean NOT NULL DEFAULT false,
    CHECK ((user_id IS NULL) <> (service_id IS NULL))
);
CREATE INDEX oauth_clients_server ON oauth_clients (server_id);

CREATE TABLE oauth_codes (
    hash text PRIMARY KEY,
    client_id text NOT NULL REFERENCES oauth_clients (id) ON DELETE CASCADE,
    user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    redirect_uri text NOT NULL,
    scopes text NOT NULL,
    session_id text,
    challenge text,
    expires bigint NOT NULL,
    -- A used code stays for a while: if it comes back, somebody stole it, and the token it gave is revoked.
    used bigint,
    token_id bigint
);

CREATE TABLE tokens (
    id {identity},
    hash text NOT NULL UNIQUE,
    user_id bigint REFERENCES users (id) ON DELETE CASCADE,
    -- As granted, a line each; what a token may do is their intersection with its owner's roles at each use.
    scopes text NOT NULL,
    note text NOT NULL,
    created bigint NOT NULL,
    last_activity bigint,
    expires_at bigint,
    session_id text,
    client_id text REFERENCES oauth_clients (id) ON DELETE CASCADE,
    -- Set on the token that a server itself holds.
    server_id bigint REFERENCES servers (id) ON DELETE CASCADE,
    service_id bigint REFERENCES services (id) ON DELETE CASCADE,
    CHECK ((user_id IS NULL) <> (service_id IS NULL))
);
CREATE INDEX tokens_user ON tokens (user_id);
CREATE INDEX tokens_session ON tokens (session_id);
CREATE INDEX tokens_client ON tokens (client_id, user_id);
CREATE INDEX tokens_server ON tokens (server_id);
CREATE INDEX tokens_service ON tokens (service_id);

INSERT INTO oauth_clients (id, secret_hash, redirect_uri, description, allowed_scopes, access_scope, user_id, server_id)
    SELECT id, secret_hash, redirect_uri, description, allowed_scopes, access_scope, user_id, server_id FROM old_clients;
INSERT INTO oauth_codes (hash, client_id, user_id, redirect_uri, scopes, session_id, challenge, expires, used, token_id)
    SELECT hash, client_id, user_id, redirect_uri, scopes, session_id, challenge, expires, used, token_id FROM old_codes;
INSERT INTO tokens (id, hash, user_id, scopes, note, created, last_activity, expires_at, session_id, client_id, server_id)
    SELECT id, hash, user_id, scopes, note, created, last_activity, expires_at, session_id, client_id, server_id FROM old_tokens;
DROP TABLE old_tokens;
DROP TABLE old_codes;
DROP TABLE old_clients;
