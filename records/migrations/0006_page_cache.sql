-- Finished parts of packs, so that a pack is printed again from what did not change.
-- They show words: whatever withdraws or erases empties this table.
CREATE TABLE page_cache (
  "key" TEXT PRIMARY KEY,
  pdf BLOB NOT NULL,
  used TEXT NOT NULL
) STRICT
