CREATE TABLE groups (
    id {identity},
    name text NOT NULL UNIQUE,
    -- A JSON object, the operators' own.
    properties text NOT NULL
);

CREATE TABLE group_members (
    group_id bigint NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX group_members_user ON group_members (user_id);

-- Programs that ask the hub, and that people sign in to through it.
CREATE TABLE services (
    id {identity},
    name text NOT NULL UNIQUE,
    admin boolean NOT NULL,
    url text,
    display boolean NOT NULL,
    -- A JSON object that the service says of itself.
    info text NOT NULL,
    -- Whether the configuration says it: the API may not delete such a one.
    configured boolean NOT NULL
);

-- Leave for one other person, or a group, to use a server.
CREATE TABLE shares (
    id {identity},
    server_id bigint NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    user_id bigint REFERENCES users (id) ON DELETE CASCADE,
    group_id bigint REFERENCES groups (id) ON DELETE CASCADE,
    -- A line each.
    scopes text NOT NULL,
    created bigint NOT NULL,
    expires_at bigint,
    CHECK ((user_id IS NULL) <> (group_id IS NULL)),
    UNIQUE (server_id, user_id),
    UNIQUE (server_id, group_id)
);
CREATE INDEX shares_user ON shares (user_id);
CREATE INDEX shares_group ON shares (group_id);

-- Whoever brings one gets such a share.
CREATE TABLE share_codes (
    id {identity},
    hash text NOT NULL UNIQUE,
    server_id bigint NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    scopes text NOT NULL,
    created bigint NOT NULL,
    expires_at bigint NOT NULL,
    exchange_count bigint NOT NULL,
    last_exchanged_at bigint
);
CREATE INDEX share_codes_server ON share_codes (server_id);
