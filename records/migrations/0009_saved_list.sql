-- Lists that staff gave a name: a type, and the options of its list.
CREATE TABLE saved_list (
  name TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  options TEXT NOT NULL
) STRICT, WITHOUT ROWID
