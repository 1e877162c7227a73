-- Sums of binary fractions left digits that nobody meant: 0.8200000000000001.
UPDATE "ops_agent_relationships" SET "affinity" = round("affinity"::numeric, 4)::float8;
