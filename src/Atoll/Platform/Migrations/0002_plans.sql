-- What each start runs, settled when it is asked for (Servers, ServerPlan), as JSON.
ALTER TABLE servers ADD COLUMN plan text;
-- Capacity is counted by these: CPUs in thousandths, memory in bytes.
ALTER TABLE servers ADD COLUMN cpu_request bigint NOT NULL DEFAULT 0;
ALTER TABLE servers ADD COLUMN memory_request bigint NOT NULL DEFAULT 0;
