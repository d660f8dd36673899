-- The console's own data, which is backed up.

-- Tokens of the API. Only the SHA-256 of a token is stored.
CREATE TABLE api_token (
  token_id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  email TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  last_used_at BIGINT,
  revoked_at BIGINT
);

-- The read model that answers, by number.
CREATE TABLE read_model (
  generation INTEGER PRIMARY KEY,
  schema_version TEXT NOT NULL,
  is_active INTEGER NOT NULL,
  started_at BIGINT NOT NULL,
  kept_at BIGINT NOT NULL,
  retired_at BIGINT
);

-- Requests that people and programs made.
CREATE TABLE recorded_request (
  request_id TEXT PRIMARY KEY,
  idempotency_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  bulk_id TEXT,
  asset_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  token_id TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE INDEX recorded_request_by_bulk ON recorded_request (bulk_id, request_id);
