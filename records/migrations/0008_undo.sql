-- What the last changes replaced, so that they can be undone. A batch is one command.
-- It holds words: whatever withdraws or erases a record removes its lines.
CREATE TABLE undo (
  seq INTEGER PRIMARY KEY,
  batch TEXT NOT NULL,
  record TEXT NOT NULL,
  action TEXT NOT NULL,
  before TEXT
) STRICT

CREATE INDEX undo_by_record ON undo (record)
