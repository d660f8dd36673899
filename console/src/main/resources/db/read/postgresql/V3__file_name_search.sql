-- File names by any part of them.
CREATE INDEX review_search ON review USING gin (file_name_key gin_trgm_ops);
