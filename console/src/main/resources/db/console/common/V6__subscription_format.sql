-- The form in which events are sent: standard_webhooks, slack or mail.
ALTER TABLE subscription ADD COLUMN format TEXT NOT NULL DEFAULT 'standard_webhooks';
