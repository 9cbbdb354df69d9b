-- The name of the file that covers carry; it is kept with the other files of the office.
ALTER TABLE office ADD COLUMN "logo" TEXT
