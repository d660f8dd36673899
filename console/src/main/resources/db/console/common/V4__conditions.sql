-- Conditions that hold, such as a pause, so that the beginning and the end of each are sent once.
CREATE TABLE operational_condition (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  condition_key TEXT NOT NULL,
  since BIGINT NOT NULL,
  data TEXT NOT NULL
);
