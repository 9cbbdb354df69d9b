-- Which files staff chose to print as annexes, and the words that stand there for them.
ALTER TABLE attachment ADD COLUMN printed INTEGER NOT NULL DEFAULT 0

ALTER TABLE attachment ADD COLUMN title TEXT

ALTER TABLE attachment ADD COLUMN title_vi TEXT

ALTER TABLE attachment ADD COLUMN alternative TEXT

ALTER TABLE attachment ADD COLUMN alternative_vi TEXT
