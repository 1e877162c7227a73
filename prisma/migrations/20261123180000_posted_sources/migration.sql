-- Nobody outside counts in the record of the company's own finders, whatever name is used.
UPDATE "ops_signal_sources" SET "name" = 'posted:' || "name" WHERE "trust" = 'untrusted' AND "kind" = 'posted';
