-- Files that belong to records. The content lies once, however often it is attached.
CREATE TABLE blob (
  digest TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT

CREATE TABLE attachment (
  id TEXT PRIMARY KEY,
  record TEXT NOT NULL REFERENCES record (id),
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES blob (digest),
  added TEXT NOT NULL,
  UNIQUE (record, number)
) STRICT

CREATE INDEX attachment_by_digest ON attachment (digest)
