-- An account has a mark for each text of it that was erased, so that none of them comes back.
DROP TRIGGER tombstone_is_not_changed

DROP TRIGGER tombstone_is_not_deleted

DROP INDEX tombstone_by_mark

ALTER TABLE tombstone RENAME TO tombstone_before

CREATE TABLE tombstone (
  id TEXT NOT NULL,
  action TEXT NOT NULL,
  "on" TEXT NOT NULL,
  mark TEXT NOT NULL,
  PRIMARY KEY (id, action, mark)
) STRICT, WITHOUT ROWID

INSERT INTO tombstone (id, action, "on", mark) SELECT id, action, "on", mark FROM tombstone_before

DROP TABLE tombstone_before

CREATE INDEX tombstone_by_mark ON tombstone (mark)

CREATE TRIGGER tombstone_is_not_changed BEFORE UPDATE ON tombstone BEGIN
  SELECT raise(ABORT, 'a tombstone is not changed');
END

CREATE TRIGGER tombstone_is_not_deleted BEFORE DELETE ON tombstone BEGIN
  SELECT raise(ABORT, 'a tombstone is not deleted');
END

-- By this the same words are known again once they were erased, also where no key opens them.
ALTER TABLE sealed ADD COLUMN mark TEXT
