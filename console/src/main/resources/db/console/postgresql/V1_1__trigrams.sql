-- File names are searched by trigrams; the extension comes with PostgreSQL and is trusted.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
