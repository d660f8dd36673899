-- Subscriptions of notifications. The secrets are stored as they are, since they sign.
-- kinds: separated by blanks; empty for all. exhausted_at: since when an event was given up and none was delivered; null for a healthy one.
CREATE TABLE subscription (
  subscription_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  kinds TEXT NOT NULL,
  rule TEXT,
  collection TEXT,
  asset_id TEXT,
  secret TEXT NOT NULL,
  former_secret TEXT,
  former_secret_until BIGINT,
  created_at BIGINT NOT NULL,
  disabled_at BIGINT,
  disabled_reason TEXT,
  exhausted_at BIGINT
);

-- Up to where a subscription has taken the records of a topic. Kafka's offsets do not change with a rebuild of the read model.
CREATE TABLE subscription_position (
  subscription_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  partition_number INTEGER NOT NULL,
  next_offset BIGINT NOT NULL,
  PRIMARY KEY (subscription_id, topic, partition_number)
);

-- The outbox: one row for each event of each subscription. An event waits for those of its order_key with a lower order_number.
CREATE TABLE delivery (
  delivery_id ${identity},
  subscription_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  order_key TEXT NOT NULL,
  order_number BIGINT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  failures INTEGER NOT NULL,
  next_attempt_at BIGINT NOT NULL,
  queued_at BIGINT NOT NULL,
  ended_at BIGINT,
  UNIQUE (subscription_id, event_id)
);
CREATE INDEX delivery_due ON delivery (subscription_id, next_attempt_at) WHERE state = 'waiting';
CREATE INDEX delivery_in_order ON delivery (subscription_id, order_key, order_number) WHERE state = 'waiting';
CREATE INDEX delivery_by_end ON delivery (ended_at);

CREATE TABLE delivery_attempt (
  attempt_id ${identity},
  delivery_id BIGINT NOT NULL,
  began_at BIGINT NOT NULL,
  duration_millis BIGINT NOT NULL,
  status INTEGER,
  error TEXT
);
CREATE INDEX delivery_attempt_by_delivery ON delivery_attempt (delivery_id, attempt_id);

-- The console that delivers, of several that share this database.
CREATE TABLE lease (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  ends_at BIGINT NOT NULL
);
