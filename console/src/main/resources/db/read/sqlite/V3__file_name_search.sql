-- File names by any three or more characters of them.
CREATE VIRTUAL TABLE review_search USING fts5 (
  file_name_key, content = 'review', content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = 'full'
);
INSERT INTO review_search (review_search) VALUES ('rebuild');
CREATE TRIGGER review_search_insert AFTER INSERT ON review BEGIN
  INSERT INTO review_search (rowid, file_name_key) VALUES (new.id, new.file_name_key);
END;
CREATE TRIGGER review_search_delete AFTER DELETE ON review BEGIN
  INSERT INTO review_search (review_search, rowid, file_name_key) VALUES ('delete', old.id, old.file_name_key);
END;
CREATE TRIGGER review_search_update AFTER UPDATE OF file_name_key ON review
WHEN old.file_name_key <> new.file_name_key BEGIN
  INSERT INTO review_search (review_search, rowid, file_name_key) VALUES ('delete', old.id, old.file_name_key);
  INSERT INTO review_search (rowid, file_name_key) VALUES (new.id, new.file_name_key);
END;
