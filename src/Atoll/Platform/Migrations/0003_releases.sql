-- The contents that an environment's image has had on a site, and which of them people get (Core, ReleaseLifecycle).
CREATE TABLE releases (
    id {identity},
    site text NOT NULL,
    environment text NOT NULL,
    -- The content's id on the site.
    image_id text NOT NULL,
    -- What the configuration called it, and the name it can be pulled by again; null for an image made on this machine.
    reference text NOT NULL,
    digest text,
    stage text NOT NULL,
    since bigint NOT NULL,
    current boolean NOT NULL,
    held boolean NOT NULL,
    promoted bigint,
    tested bigint,
    result text NOT NULL,
    reason text,
    log_tail text,
    size_bytes bigint NOT NULL,
    last_used bigint,
    UNIQUE (site, environment, image_id)
);
