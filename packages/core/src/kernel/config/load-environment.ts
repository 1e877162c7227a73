import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from './config.ts';
import { isReadByOthers, secretsIn } from './exposed.ts';
import { type ConfiguredVenue, readConfig } from './read-config.ts';

/**
 * The configuration of this process, its venues' variables among it: its environment, filled up from `.env` in the
 * current folder. Says on stderr when others on this machine can read a secret there.
 */
export function loadConfig(venues: readonly ConfiguredVenue[]): Config {
  const file = resolve('.env');
  if (existsSync(file)) {
    tellExposure(file);
    process.loadEnvFile(file);
  }
  return readConfig(process.env, venues);
}

function tellExposure(file: string): void {
  if (!isReadByOthers(statSync(file).mode, process.platform)) return;
  const secrets = secretsIn(readFileSync(file, 'utf8'));
  if (secrets.length === 0) return;
  process.stderr.write(`Others on this machine can read ${secrets.join(', ')} in ${file}: chmod 600 it\n`);
}
