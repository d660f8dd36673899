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

-- Requests that people and programs made. recorded_at is null until Kafka has stored the request.
CREATE TABLE recorded_request (
  request_id TEXT PRIMARY KEY,
  idempotency_key TEXT NOT NULL,
  position INTEGER NOT NULL,
  asset_id TEXT NOT NULL,
  command_id TEXT,
  kind TEXT NOT NULL,
  token_id TEXT NOT NULL,
  began_at BIGINT NOT NULL,
  recorded_at BIGINT
);
CREATE INDEX recorded_request_by_key ON recorded_request (idempotency_key, position);

-- One row for each key, with a hash of the body that it was used for first.
CREATE TABLE idempotency_key (
  idempotency_key TEXT PRIMARY KEY,
  token_id TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  began_at BIGINT NOT NULL
);
