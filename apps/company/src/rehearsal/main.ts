import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '@atc/core/kernel/config';
import { hearEnd } from '@atc/core/kernel/ending';
import { StartError } from '@atc/core/kernel/errors';
import { stopStack } from '@atc/stack/launcher';
import { outsidePlace } from '@atc/stack/postgres';
import { venues } from '@atc/venues/registry';
import picocolors from 'picocolors';
import { rehearse } from './rehearse.ts';

const names = venues.map(({ name }) => name).join('|');
const USAGE = `npm run rehearse -- ${names} [--faults 0.1] [--minutes 5] [--brackets]`;
const end = hearEnd();
const say = (line: string) => process.stdout.write(`${line}\n`);

function readArgs() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        faults: { type: 'string', default: '0.1' },
        minutes: { type: 'string', default: '5' },
        brackets: { type: 'boolean', default: false },
      },
    });
  } catch {
    throw new StartError('bad_arguments', `write ${USAGE}`);
  }
}

try {
  const { values, positionals } = readArgs();
  const house = venues.find(({ name }) => name === positionals[0]);
  const [faults, minutes] = [Number(values.faults), Number(values.minutes)];
  if (!house) throw new StartError('no_venue', `write ${USAGE}`);
  if (!(faults >= 0 && faults < 1)) throw new StartError('bad_faults', '--faults is a share of requests from 0 to 1');
  if (values.brackets && !(await house.twin()).takesBrackets)
    throw new StartError('no_brackets', `no purchase carries its stop at ${house.title}: leave --brackets out`);
  if (!(minutes > 0)) throw new StartError('bad_minutes', '--minutes is a number above 0');
  const dataDir = await mkdtemp(join(tmpdir(), 'company-rehearsal-'));
  try {
    const config = { ...loadConfig(venues), dataDir, databaseUrl: undefined, redisUrl: undefined };
    const { brackets } = values;
    const agrees = await rehearse({
      config,
      house,
      faults,
      minutes,
      brackets,
      color: picocolors.isColorSupported,
      say,
      end,
    });
    if (!agrees) process.exitCode = 1;
  } finally {
    await stopStack(dataDir);
    for (const place of [dataDir, outsidePlace(dataDir)]) await rm(place, { recursive: true, force: true });
  }
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`The rehearsal cannot start: ${error.message}\n`);
  process.exitCode = 1;
}
