-- The state of each API, as each instance of the workers sees it. A row after valid_until is of an instance that ended.
CREATE TABLE api_state (
  api TEXT NOT NULL,
  instance TEXT NOT NULL,
  valid_until BIGINT NOT NULL,
  document TEXT NOT NULL,
  source_offset BIGINT NOT NULL,
  PRIMARY KEY (api, instance)
);
