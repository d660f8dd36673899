-- Signed-in browsers. Only the SHA-256 of a session is stored. token_mark: by which it recognizes the token that opened it.
CREATE TABLE session (
  session_hash TEXT PRIMARY KEY,
  token_id TEXT NOT NULL,
  token_mark TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL
);

-- Links that sign an administrator in once. Only the SHA-256 of a link's code is stored.
CREATE TABLE sign_in_link (
  code_hash TEXT PRIMARY KEY,
  ends_at BIGINT NOT NULL
);
