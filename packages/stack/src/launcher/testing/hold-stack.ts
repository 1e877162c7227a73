import pg from 'pg';
import { openStack } from '../open-stack.ts';

// A company to be killed: opens the servers, commits a row, says so and stays.
const stack = await openStack({ dataDir: process.argv[2] ?? '', say: () => undefined });
const client = new pg.Client({ connectionString: stack.databaseUrl });
await client.connect();
await client.query('CREATE TABLE committed AS SELECT 42 AS n');
process.stdout.write('committed\n');
