-- A venue is known by its name, which a registry of the program gives: a new one needs no change of the schema.
ALTER TABLE "ops_mission_steps" ALTER COLUMN "venue" DROP DEFAULT,
    ALTER COLUMN "venue" TYPE text USING "venue"::text,
    ALTER COLUMN "venue" SET DEFAULT 'paper',
    ADD CONSTRAINT "ops_mission_steps_venue_is_a_name" CHECK ("venue" ~ '^[a-z][a-z0-9_-]{0,31}$');
ALTER TABLE "ops_instruments" ALTER COLUMN "venue" TYPE text USING "venue"::text,
    ADD CONSTRAINT "ops_instruments_venue_is_a_name" CHECK ("venue" ~ '^[a-z][a-z0-9_-]{0,31}$');
ALTER TABLE "ops_accounts" ALTER COLUMN "venue" TYPE text USING "venue"::text,
    ADD CONSTRAINT "ops_accounts_venue_is_a_name" CHECK ("venue" ~ '^[a-z][a-z0-9_-]{0,31}$');
ALTER TABLE "ops_circuit_breakers" ALTER COLUMN "venue" TYPE text USING "venue"::text,
    ADD CONSTRAINT "ops_circuit_breakers_venue_is_a_name" CHECK ("venue" ~ '^[a-z][a-z0-9_-]{0,31}$');
DROP TYPE "Venue";
