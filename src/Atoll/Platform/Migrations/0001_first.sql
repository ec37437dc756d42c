-- Times are microseconds since 1970 UTC. Secrets stand here as hashes only.

CREATE TABLE settings (
    key text PRIMARY KEY,
    value text NOT NULL
);

-- News for other modules, written in the transaction that made it and removed once every handler has had it.
CREATE TABLE outbox (
    id {identity},
    kind text NOT NULL,
    payload text NOT NULL
);

CREATE TABLE users (
    id {identity},
    name text NOT NULL UNIQUE,
    admin boolean NOT NULL,
    created bigint NOT NULL,
    last_activity bigint
);

-- Who somebody is to a sign-in provider. The subject never changes, names and addresses do.
CREATE TABLE identities (
    provider text NOT NULL,
    subject text NOT NULL,
    user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (provider, subject)
);
CREATE INDEX identities_user ON identities (user_id);

CREATE TABLE passwords (
    user_id bigint PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    hash text NOT NULL,
    changed bigint NOT NULL
);

-- id is what servers see (jupyterhub-session-id); the secret is what signs a browser in.
-- Ended sessions stay until they would have expired, so that a proxy that starts later still refuses them.
CREATE TABLE sessions (
    id text PRIMARY KEY,
    secret_hash text NOT NULL UNIQUE,
    -- Null once the user was deleted.
    user_id bigint REFERENCES users (id) ON DELETE SET NULL,
    created bigint NOT NULL,
    last_seen bigint NOT NULL,
    expires bigint NOT NULL,
    ended bigint
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE servers (
    id {identity},
    user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name text NOT NULL,
    site text NOT NULL,
    -- The choice it was last started with.
    environment text,
    size text,
    user_options text NOT NULL,
    -- The lifecycle's state (Core, ServerState).
    wanted text NOT NULL,
    phase text NOT NULL,
    phase_since bigint NOT NULL,
    start_number bigint NOT NULL,
    workload_id text,
    address text,
    started bigint,
    last_activity bigint,
    -- Why the last start or run ended; null after a wanted stop.
    reason text,
    reason_detail text,
    exit_code bigint,
    log_tail text,
    UNIQUE (user_id, name)
);
CREATE INDEX servers_phase ON servers (phase);

-- One row per start: what it used, and how long each step took ("usually 4-9 s").
CREATE TABLE starts (
    server_id bigint NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    number bigint NOT NULL,
    environment text NOT NULL,
    size text NOT NULL,
    requested bigint NOT NULL,
    placed bigint,
    prepared bigint,
    launched bigint,
    ready bigint,
    ended bigint,
    reason text,
    PRIMARY KEY (server_id, number)
);
CREATE INDEX starts_environment ON starts (environment, ready);

-- What happened to a workload's start, step by step; owner is the thing it belongs to ("server:12").
CREATE TABLE progress (
    id {identity},
    owner text NOT NULL,
    start_number bigint NOT NULL,
    at bigint NOT NULL,
    percent bigint NOT NULL,
    message text NOT NULL
);
CREATE INDEX progress_start ON progress (owner, start_number, id);

CREATE TABLE oauth_clients (
    id text PRIMARY KEY,
    secret_hash text NOT NULL,
    redirect_uri text NOT NULL,
    description text NOT NULL,
    allowed_scopes text NOT NULL,
    -- What somebody needs to sign in through it: access:servers!server=ada/
    access_scope text NOT NULL,
    -- Whose it is: owners are not asked to confirm.
    user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    server_id bigint REFERENCES servers (id) ON DELETE CASCADE
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

-- scopes: as granted, space-separated; what a token may do is their intersection with its owner's roles at each use.
CREATE TABLE tokens (
    id {identity},
    hash text NOT NULL UNIQUE,
    user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    scopes text NOT NULL,
    note text NOT NULL,
    created bigint NOT NULL,
    last_activity bigint,
    expires_at bigint,
    session_id text,
    client_id text REFERENCES oauth_clients (id) ON DELETE CASCADE,
    -- Set on the token that a server itself holds.
    server_id bigint REFERENCES servers (id) ON DELETE CASCADE
);
CREATE INDEX tokens_user ON tokens (user_id);
CREATE INDEX tokens_session ON tokens (session_id);
CREATE INDEX tokens_client ON tokens (client_id, user_id);
CREATE INDEX tokens_server ON tokens (server_id);
