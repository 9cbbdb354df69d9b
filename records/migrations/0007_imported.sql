-- Which submission became which record, so that a second import changes nothing.
CREATE TABLE imported (
  type TEXT NOT NULL,
  "key" TEXT NOT NULL,
  record TEXT NOT NULL REFERENCES record (id),
  digest TEXT NOT NULL,
  PRIMARY KEY (type, "key")
) STRICT, WITHOUT ROWID

CREATE INDEX imported_by_record ON imported (record)
