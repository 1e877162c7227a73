import { seed } from '@atc/company/world';
import { loadConfig } from '@atc/core/kernel/config';
import { openDb } from '@atc/core/kernel/db';
import { hearEnd } from '@atc/core/kernel/ending';
import { openStack } from '@atc/stack/launcher';
import { venues } from '@atc/venues/registry';

const say = (line: string) => process.stdout.write(`${line}\n`);
const stack = await openStack({ ...loadConfig(venues), say, signal: hearEnd() });
const db = openDb(stack.databaseUrl);
await seed(db, new Date());
await db.$disconnect();
await stack.close();
say('Seeded what was missing');
