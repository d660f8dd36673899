-- The read model: a copy of Proofline's public topics. It is never backed up, and may be dropped and rebuilt at any time.
-- Times are milliseconds since 1970-01-01 UTC. Columns named …_key hold text for comparison: Unicode NFC, without case.
-- Here are only the indexes that writing needs; a generation gets the others once it has copied everything, since rows
-- that are inserted all over an index cost many times what its creation does.
-- source_offset: offset of the record that a row was copied from; an older record never replaces a newer one.

CREATE TABLE source_position (
  topic TEXT NOT NULL,
  partition_number INTEGER NOT NULL,
  next_offset BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (topic, partition_number)
);

CREATE TABLE review (
  id ${identity},
  asset_id TEXT NOT NULL UNIQUE,
  file_name TEXT,
  file_name_key TEXT NOT NULL,
  state TEXT NOT NULL,
  waits TEXT NOT NULL,
  waits_since BIGINT,
  reason TEXT,
  rule TEXT,
  rule_key TEXT,
  rules_version TEXT,
  proof_id TEXT,
  open_ziflow INTEGER NOT NULL, -- commands without an outcome that call Ziflow, and those that call PhotoShelter
  open_photoshelter INTEGER NOT NULL,
  awaits_permit INTEGER NOT NULL, -- 1: its proof is not created before intake permits it
  dead_commands INTEGER NOT NULL,
  oldest_command BIGINT,
  uploaded_at BIGINT,
  updated_at BIGINT NOT NULL,
  terms_hash TEXT NOT NULL,
  document TEXT NOT NULL,
  source_partition INTEGER NOT NULL,
  waiting_offset BIGINT NOT NULL, -- of the record that last changed whether or why it waits; -1 for none
  source_offset BIGINT NOT NULL
);

-- How many reviews there are of each kind, since counting a million rows takes seconds. An empty text stands for null.
CREATE TABLE review_count (
  state TEXT NOT NULL,
  waits TEXT NOT NULL,
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  assets BIGINT NOT NULL,
  PRIMARY KEY (state, waits, rule, reason)
) ${keyed};

-- The last change of each switch, also of those that are not paused any more.
CREATE TABLE pause (
  name TEXT PRIMARY KEY,
  is_paused INTEGER NOT NULL,
  since BIGINT, -- null if the switch was deleted, which ends its pause
  until_time BIGINT,
  person_id TEXT,
  reason TEXT,
  source_offset BIGINT NOT NULL
);

-- Reviews that were deleted, of the newest records of each partition.
CREATE TABLE review_deletion (
  asset_id TEXT PRIMARY KEY,
  source_partition INTEGER NOT NULL,
  source_offset BIGINT NOT NULL
);
CREATE INDEX review_deletion_by_source ON review_deletion (source_partition, source_offset);

-- The texts by which a review is found: gallery, keyword, stage, reviewer, proof, and one kind for each field.
CREATE TABLE review_term (
  review_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  term_key TEXT NOT NULL,
  PRIMARY KEY (review_id, kind, term_key)
) ${keyed};

CREATE TABLE collection (
  path TEXT PRIMARY KEY,
  path_key TEXT NOT NULL,
  is_ready INTEGER NOT NULL,
  open_count INTEGER NOT NULL,
  document TEXT NOT NULL,
  source_offset BIGINT NOT NULL
);

CREATE TABLE collection_item (
  path TEXT NOT NULL,
  asset_id TEXT NOT NULL,
  standing TEXT NOT NULL,
  document TEXT NOT NULL,
  source_offset BIGINT NOT NULL,
  PRIMARY KEY (path, asset_id)
);

CREATE TABLE audit_entry (
  asset_id TEXT NOT NULL,
  sequence_number BIGINT NOT NULL,
  kind TEXT NOT NULL,
  person_id TEXT,
  rule TEXT,
  proof_id TEXT,
  cause TEXT NOT NULL,
  entered_at BIGINT NOT NULL,
  document TEXT NOT NULL,
  source_partition INTEGER NOT NULL,
  source_offset BIGINT NOT NULL,
  PRIMARY KEY (asset_id, sequence_number)
);

CREATE TABLE person (
  person_id TEXT PRIMARY KEY,
  name TEXT,
  email TEXT,
  erased_at BIGINT,
  source_offset BIGINT NOT NULL
);

CREATE TABLE comment_text (
  note_id TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL,
  person_id TEXT,
  comment_body TEXT,
  said_at BIGINT,
  source_offset BIGINT NOT NULL
);

CREATE TABLE dead_command (
  command_id TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL,
  died_at BIGINT NOT NULL,
  document TEXT NOT NULL,
  source_offset BIGINT NOT NULL
);

CREATE TABLE command_outcome (
  command_id TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL,
  ended_at BIGINT NOT NULL,
  document TEXT NOT NULL,
  source_offset BIGINT NOT NULL
);

-- When a command of a kind last ended with a status, by partition of the outcomes.
CREATE TABLE newest_outcome (
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  source_partition INTEGER NOT NULL,
  ended_at BIGINT NOT NULL,
  source_offset BIGINT NOT NULL,
  PRIMARY KEY (kind, status, source_partition)
);

CREATE TABLE rules_text (
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  pushed_at BIGINT NOT NULL,
  yaml TEXT NOT NULL,
  source_offset BIGINT NOT NULL,
  PRIMARY KEY (name, version)
);

CREATE TABLE rules_in_force (
  name TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  pushed_at BIGINT NOT NULL,
  source_offset BIGINT NOT NULL
);

-- The facts that requests became: a request without a row was not applied yet.
CREATE TABLE request_fact (
  request_id TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  source_offset BIGINT NOT NULL
);

-- The hours since 1970 in which a source of facts was heard, and when last in each.
CREATE TABLE heard_hour (
  source TEXT NOT NULL,
  hour BIGINT NOT NULL,
  source_partition INTEGER NOT NULL,
  heard_at BIGINT NOT NULL,
  source_offset BIGINT NOT NULL,
  PRIMARY KEY (source, hour, source_partition)
) ${keyed};

-- The state of each API, as each instance of the workers sees it. A row after valid_until is of an instance that ended.
CREATE TABLE api_state (
  api TEXT NOT NULL,
  instance TEXT NOT NULL,
  valid_until BIGINT NOT NULL,
  document TEXT NOT NULL,
  source_offset BIGINT NOT NULL,
  PRIMARY KEY (api, instance)
);

-- When a command of a lane was done last, by partition of the outcomes.
CREATE TABLE lane_success (
  lane TEXT NOT NULL,
  source_partition INTEGER NOT NULL,
  ended_at BIGINT NOT NULL,
  source_offset BIGINT NOT NULL,
  PRIMARY KEY (lane, source_partition)
);
