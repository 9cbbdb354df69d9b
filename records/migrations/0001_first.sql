-- The first tables. `record` is the directory of all records; each type has a table of its
-- own; `reference` says who refers to whom; dates carry their earliest and latest day.
CREATE TABLE record (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  ref TEXT NOT NULL UNIQUE,
  created TEXT NOT NULL,
  updated TEXT NOT NULL,
  office TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT

CREATE INDEX record_by_type ON record (type, ref)

CREATE TABLE "consultation" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "title" TEXT,
  "title_vi" TEXT,
  "date" TEXT,
  "date_earliest" TEXT,
  "date_latest" TEXT,
  "date_note" TEXT,
  "starts_at" TEXT,
  "room" TEXT,
  "host" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "bodies" TEXT,
  "officials_present" TEXT,
  "instrument" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "campaign" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "forum" TEXT,
  "invitation" TEXT,
  "participation_level" TEXT,
  "participation_quality" TEXT,
  "place" TEXT,
  "province" TEXT,
  "attendees" INTEGER,
  "provinces_represented" INTEGER,
  "speakers" TEXT,
  "summary" TEXT,
  "summary_vi" TEXT,
  "what_was_asked" TEXT,
  "what_was_asked_vi" TEXT,
  "our_message" TEXT,
  "our_message_vi" TEXT,
  "next_meeting" TEXT,
  "next_meeting_earliest" TEXT,
  "next_meeting_latest" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "delegation" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "consultation" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "organisation" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "province" TEXT,
  "people" INTEGER,
  "members" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE INDEX "delegation_by_consultation" ON "delegation" ("consultation")

CREATE TABLE "point" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "consultation" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "issue" TEXT,
  "issue_vi" TEXT,
  "raised_by" TEXT,
  "response" TEXT,
  "response_vi" TEXT,
  "follow_up" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE INDEX "point_by_consultation" ON "point" ("consultation")

CREATE TABLE "testimony" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "contributor" TEXT,
  "words" TEXT,
  "language" TEXT,
  "translation" TEXT,
  "rendering" TEXT,
  "summary" TEXT,
  "type_of_material" TEXT,
  "source_connection" TEXT,
  "reliability" TEXT,
  "event_date" TEXT,
  "event_date_earliest" TEXT,
  "event_date_latest" TEXT,
  "province" TEXT,
  "place" TEXT,
  "subject" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "age_band" TEXT,
  "role" TEXT,
  "collected_by" TEXT,
  "collected_on" TEXT,
  "support_offered" INTEGER,
  "feedback_given" INTEGER,
  "checked_by" TEXT,
  "checked_on" TEXT,
  "supports" TEXT,
  "campaign" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "instrument" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "excerpt" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "testimony" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "words" TEXT,
  "language" TEXT,
  "checked_by" TEXT,
  "checked_on" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE INDEX "excerpt_by_testimony" ON "excerpt" ("testimony")

CREATE TABLE "consent" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "testimony" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "supersedes" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "identity" TEXT,
  "display_name" TEXT,
  "audiences" TEXT,
  "channels" TEXT,
  "place_detail" TEXT,
  "except_bodies" TEXT,
  "method" TEXT,
  "language" TEXT,
  "read_back" INTEGER,
  "subject_agreed" INTEGER,
  "information_version" TEXT,
  "given_on" TEXT,
  "review_on" TEXT,
  "expires_on" TEXT,
  "status" TEXT,
  "withdrawn_on" TEXT,
  "limits" TEXT,
  "taken_by" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "position" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "title" TEXT,
  "title_vi" TEXT,
  "statement" TEXT,
  "statement_vi" TEXT,
  "rationale" TEXT,
  "rationale_vi" TEXT,
  "status" TEXT,
  "adopted_on" TEXT,
  "adopted_on_earliest" TEXT,
  "adopted_on_latest" TEXT,
  "supersedes" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "campaign" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "instrument" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "challenge" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "position" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "question" TEXT,
  "question_vi" TEXT,
  "answer" TEXT,
  "answer_vi" TEXT,
  "evidence" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE INDEX "challenge_by_position" ON "challenge" ("position")

CREATE TABLE "ask" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "position" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "text" TEXT,
  "text_vi" TEXT,
  "body" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "instrument" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "article" TEXT,
  "current_text" TEXT,
  "current_text_vi" TEXT,
  "proposed_text" TEXT,
  "proposed_text_vi" TEXT,
  "deadline" TEXT,
  "deadline_earliest" TEXT,
  "deadline_latest" TEXT,
  "status" TEXT,
  "evidence" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "presentation" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "ask" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "consultation" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "how" TEXT,
  "response" TEXT,
  "response_words" TEXT,
  "by" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "commitment" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "words" TEXT,
  "words_vi" TEXT,
  "language" TEXT,
  "body" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "post" TEXT,
  "official" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "consultation" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "ask" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "basis" TEXT,
  "witnesses" TEXT,
  "deliverable" TEXT,
  "target" TEXT,
  "due" TEXT,
  "due_earliest" TEXT,
  "due_latest" TEXT,
  "status" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "progress" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "commitment" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "on" TEXT,
  "on_earliest" TEXT,
  "on_latest" TEXT,
  "claimed" TEXT,
  "verified" TEXT,
  "note" TEXT,
  "note_vi" TEXT,
  "evidence" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE INDEX "progress_by_commitment" ON "progress" ("commitment")

CREATE TABLE "evidence" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "claim" TEXT,
  "claim_vi" TEXT,
  "question" TEXT,
  "question_vi" TEXT,
  "value" REAL,
  "unit" TEXT,
  "unit_vi" TEXT,
  "n" INTEGER,
  "denominator" INTEGER,
  "population" TEXT,
  "population_vi" TEXT,
  "province" TEXT,
  "date" TEXT,
  "date_earliest" TEXT,
  "date_latest" TEXT,
  "date_note" TEXT,
  "method" TEXT,
  "method_vi" TEXT,
  "caveat" TEXT,
  "caveat_vi" TEXT,
  "series" TEXT,
  "supports" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "source" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "title" TEXT,
  "kind" TEXT,
  "author" TEXT,
  "publisher" TEXT,
  "date" TEXT,
  "date_earliest" TEXT,
  "date_latest" TEXT,
  "date_note" TEXT,
  "locator" TEXT,
  "reliability" TEXT,
  "names_contributors" INTEGER,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "outcome" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "change" TEXT,
  "change_vi" TEXT,
  "changed_by" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "date" TEXT,
  "date_earliest" TEXT,
  "date_latest" TEXT,
  "date_note" TEXT,
  "kind" TEXT,
  "significance" TEXT,
  "significance_vi" TEXT,
  "contribution" TEXT,
  "contribution_vi" TEXT,
  "impact" TEXT,
  "substantiated_by" TEXT,
  "campaign" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "organisation" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "name" TEXT,
  "name_vi" TEXT,
  "aliases" TEXT,
  "kind" TEXT,
  "parent" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "successor" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "province" TEXT,
  "valid" TEXT,
  "valid_earliest" TEXT,
  "valid_latest" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "official" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "name" TEXT,
  "post" TEXT,
  "post_vi" TEXT,
  "organisation" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "tenure" TEXT,
  "tenure_earliest" TEXT,
  "tenure_latest" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "assessment" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "about" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "date" TEXT,
  "date_earliest" TEXT,
  "date_latest" TEXT,
  "alignment" TEXT,
  "interest" TEXT,
  "influence" TEXT,
  "stance" TEXT,
  "basis" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "instrument" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "title" TEXT,
  "title_vi" TEXT,
  "kind" TEXT,
  "number" TEXT,
  "issued_by" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "period" TEXT,
  "period_earliest" TEXT,
  "period_latest" TEXT,
  "stage" TEXT,
  "summary" TEXT,
  "summary_vi" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "campaign" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "title" TEXT,
  "title_vi" TEXT,
  "goal" TEXT,
  "goal_vi" TEXT,
  "period" TEXT,
  "period_earliest" TEXT,
  "period_latest" TEXT,
  "date_note" TEXT,
  "status" TEXT,
  "lessons" TEXT,
  "lessons_vi" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "briefing" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "title" TEXT,
  "title_vi" TEXT,
  "consultation" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "audience" TEXT,
  "stays" INTEGER,
  "languages" TEXT,
  "identity" TEXT,
  "place_detail" TEXT,
  "sections" TEXT,
  "selection" TEXT,
  "acknowledged" TEXT,
  "talking_points" TEXT,
  "talking_points_vi" TEXT,
  "not_to_say" TEXT,
  "not_to_say_vi" TEXT,
  "classification" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE TABLE "issue" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "briefing" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "number" INTEGER,
  "on" TEXT,
  "files" TEXT,
  "items" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE INDEX "issue_by_briefing" ON "issue" ("briefing")

CREATE TABLE "copy" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "briefing" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "issue" TEXT REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  "number" INTEGER,
  "recipient" TEXT,
  "returned_on" TEXT,
  "destroyed_on" TEXT,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE INDEX "copy_by_briefing" ON "copy" ("briefing")

CREATE TABLE "office" (
  id TEXT PRIMARY KEY REFERENCES record (id),
  "name" TEXT,
  "name_vi" TEXT,
  "short_name" TEXT,
  "address" TEXT,
  "address_vi" TEXT,
  "signatory" TEXT,
  "signatory_post" TEXT,
  "signatory_post_vi" TEXT,
  "province" TEXT,
  "own" INTEGER,
  "sensitivity" TEXT,
  "topics" TEXT,
  "internal_note" TEXT,
  "sources" TEXT
) STRICT

CREATE INDEX "consent_by_testimony" ON "consent" ("testimony")

CREATE TABLE reference (
  record TEXT NOT NULL REFERENCES record (id),
  field TEXT NOT NULL,
  position INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (record, field, position)
) STRICT, WITHOUT ROWID

CREATE INDEX reference_by_target ON reference (target)

-- Who a contributor is. Nothing that prints reads this table.
CREATE TABLE identity (
  testimony TEXT PRIMARY KEY REFERENCES record (id),
  name TEXT,
  contact TEXT
) STRICT

-- Every searched text. The index folds đ, which the tokenizer leaves alone.
CREATE TABLE passage (
  id INTEGER PRIMARY KEY,
  record TEXT NOT NULL REFERENCES record (id),
  field TEXT NOT NULL,
  words TEXT NOT NULL
) STRICT

CREATE INDEX passage_by_record ON passage (record)

CREATE VIRTUAL TABLE passage_index USING fts5 (
  words, content='passage', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
)

INSERT INTO passage_index (passage_index, rank) VALUES ('secure-delete', 1)

CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
  INSERT INTO passage_index (rowid, words)
  VALUES (new.id, replace(replace(replace(replace(new.words, 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'));
END

CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
  INSERT INTO passage_index (passage_index, rowid, words)
  VALUES ('delete', old.id, replace(replace(replace(replace(old.words, 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'));
END

CREATE TRIGGER passage_kept BEFORE UPDATE ON passage BEGIN
  SELECT raise(ABORT, 'a passage is replaced, not changed');
END

-- One chain an office. Content and salt may be erased; nothing else may change.
CREATE TABLE history (
  seq INTEGER PRIMARY KEY,
  record TEXT NOT NULL,
  "on" TEXT NOT NULL,
  office TEXT NOT NULL,
  action TEXT NOT NULL,
  fields TEXT NOT NULL,
  "values" TEXT,
  salt BLOB,
  hidden BLOB NOT NULL,
  commitment BLOB NOT NULL,
  previous BLOB NOT NULL,
  digest BLOB NOT NULL
) STRICT

CREATE INDEX history_by_record ON history (record)

CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
WHEN new.salt IS NOT NULL OR new."values" IS NOT NULL
  OR new.seq <> old.seq OR new.record <> old.record OR new."on" <> old."on"
  OR new.office <> old.office OR new.action <> old.action OR new.fields <> old.fields
  OR new.hidden <> old.hidden OR new.commitment <> old.commitment OR new.previous <> old.previous OR new.digest <> old.digest
BEGIN
  SELECT raise(ABORT, 'history is not changed');
END

CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history BEGIN
  SELECT raise(ABORT, 'history is not deleted');
END

-- The vault's own terms, beside those that the program ships.
CREATE TABLE term (
  vocabulary TEXT NOT NULL,
  key TEXT NOT NULL,
  en TEXT NOT NULL,
  vi TEXT NOT NULL,
  PRIMARY KEY (vocabulary, key)
) STRICT, WITHOUT ROWID

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID
