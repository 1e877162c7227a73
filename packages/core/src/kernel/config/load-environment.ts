import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from './config.ts';
import { readConfig } from './read-config.ts';

/** The configuration of this process: its environment, filled up from `.env` in the current folder. */
export function loadConfig(): Config {
  const file = resolve('.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return readConfig(process.env);
}
