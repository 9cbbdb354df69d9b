-- By what an issue is known again when somebody brings a file or a sheet of it.
ALTER TABLE issue ADD COLUMN "reference" TEXT

ALTER TABLE issue ADD COLUMN "fingerprints" TEXT

ALTER TABLE issue ADD COLUMN "pages" TEXT
