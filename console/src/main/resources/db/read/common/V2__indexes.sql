-- The indexes that questions need, created when a generation has copied everything.

CREATE INDEX review_by_source ON review (source_partition, source_offset);
CREATE INDEX review_by_file_name ON review (file_name_key, asset_id);
CREATE INDEX review_by_state ON review (state, file_name_key, asset_id);
CREATE INDEX review_by_waits ON review (waits, waits_since, asset_id);
CREATE INDEX review_by_oldest_command ON review (oldest_command);
CREATE INDEX review_waiting ON review (waits_since, asset_id) WHERE waits <> 'nobody';
CREATE INDEX review_by_rule ON review (rule, state, file_name_key, asset_id);
CREATE INDEX review_by_update ON review (updated_at, asset_id);
CREATE INDEX review_by_proof ON review (proof_id);
CREATE INDEX review_by_upload ON review (uploaded_at, asset_id);
CREATE INDEX collection_by_path ON collection (path_key, path);
CREATE INDEX collection_item_by_asset ON collection_item (asset_id);
CREATE INDEX audit_entry_by_source ON audit_entry (source_partition, source_offset);
CREATE INDEX audit_entry_by_kind ON audit_entry (kind, entered_at, rule, asset_id);
CREATE INDEX audit_entry_by_time ON audit_entry (entered_at, asset_id, sequence_number);
CREATE INDEX audit_entry_by_person ON audit_entry (person_id, entered_at);
CREATE INDEX audit_entry_by_proof ON audit_entry (proof_id, entered_at);
CREATE INDEX comment_text_by_asset ON comment_text (asset_id);
CREATE INDEX command_outcome_by_asset ON command_outcome (asset_id, ended_at);
CREATE INDEX review_term_by_text ON review_term (kind, term_key, review_id);
