-- What an issue showed of counts of people, to compare the next one with.
ALTER TABLE "issue" ADD COLUMN "shown" TEXT
