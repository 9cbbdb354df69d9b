-- Calling copies back, and the drafts that lie about until they are built again.
ALTER TABLE "copy" ADD COLUMN "asked_on" TEXT

ALTER TABLE "copy" ADD COLUMN "refused_on" TEXT

CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  briefing TEXT NOT NULL REFERENCES record (id),
  "on" TEXT NOT NULL,
  items TEXT NOT NULL,
  files TEXT NOT NULL
) STRICT

CREATE INDEX draft_by_briefing ON draft (briefing)

-- What has been withdrawn or erased, for ever; a signed copy lies outside the database.
CREATE TABLE tombstone (
  id TEXT NOT NULL,
  action TEXT NOT NULL,
  "on" TEXT NOT NULL,
  mark TEXT NOT NULL,
  PRIMARY KEY (id, action)
) STRICT, WITHOUT ROWID

CREATE INDEX tombstone_by_mark ON tombstone (mark)

CREATE TRIGGER tombstone_is_not_changed BEFORE UPDATE ON tombstone BEGIN
  SELECT raise(ABORT, 'a tombstone is not changed');
END

CREATE TRIGGER tombstone_is_not_deleted BEFORE DELETE ON tombstone BEGIN
  SELECT raise(ABORT, 'a tombstone is not deleted');
END
