-- A testimony whose every field but the id only the holders of other keys can read.
CREATE TABLE sealed (
  id TEXT PRIMARY KEY REFERENCES record (id),
  content BLOB NOT NULL
) STRICT

-- This office's own keys; the halves that are public lie here too.
CREATE TABLE office_key (
  office TEXT PRIMARY KEY,
  identity TEXT NOT NULL,
  recipient TEXT NOT NULL,
  secret BLOB NOT NULL,
  signing TEXT NOT NULL
) STRICT

-- Heads of histories that somebody outside has seen, so that a cut-off end is found.
CREATE TABLE witnessed (
  office TEXT NOT NULL,
  seq INTEGER NOT NULL,
  digest TEXT NOT NULL,
  "on" TEXT NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (office, seq, digest)
) STRICT, WITHOUT ROWID

CREATE TRIGGER witnessed_is_not_changed BEFORE UPDATE ON witnessed BEGIN
  SELECT raise(ABORT, 'what was seen is not changed');
END

CREATE TRIGGER witnessed_is_not_deleted BEFORE DELETE ON witnessed BEGIN
  SELECT raise(ABORT, 'what was seen is not deleted');
END
