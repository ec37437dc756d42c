-- What pages call a server besides the default one; empty for its name.
ALTER TABLE servers ADD COLUMN display_name text NOT NULL DEFAULT '';
