-- Tokens and OAuth clients belong to a user or to a service.
ALTER TABLE tokens ALTER COLUMN user_id DROP NOT NULL;
ALTER TABLE tokens ADD COLUMN service_id bigint REFERENCES services (id) ON DELETE CASCADE;
ALTER TABLE tokens ADD CHECK ((user_id IS NULL) <> (service_id IS NULL));
CREATE INDEX tokens_service ON tokens (service_id);

ALTER TABLE oauth_clients ALTER COLUMN user_id DROP NOT NULL;
ALTER TABLE oauth_clients ADD COLUMN service_id bigint REFERENCES services (id) ON DELETE CASCADE;
-- People enter without being asked.
ALTER TABLE oauth_clients ADD COLUMN no_confirm boolean NOT NULL DEFAULT false;
ALTER TABLE oauth_clients ADD CHECK ((user_id IS NULL) <> (service_id IS NULL));
