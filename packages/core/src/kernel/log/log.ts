import { type Logger, pino } from 'pino';
import type { Config } from '../config/index.ts';
import { printable } from '../text/index.ts';

export type Log = Logger;

/** A pino logger as configured; `pretty` for a terminal, JSON lines for machines. Keys and secrets are redacted. */
export function openLog(config: Pick<Config, 'logLevel' | 'logFormat'>, bindings: Record<string, string> = {}): Log {
  const redact = [
    'key',
    'apiKey',
    'authorization',
    'password',
    'databaseUrl',
    'redisUrl',
    '*.apiKey',
    '*.authorization',
  ];
  // A path or a venue's words may hold what JSON lets through and a terminal acts on.
  const hooks = { streamWrite: (line: string) => `${printable(line.trimEnd())}\n` };
  const options = { level: config.logLevel, base: bindings, redact, hooks };
  if (config.logFormat === 'json') return pino(options);
  return pino({
    ...options,
    transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } },
  });
}

/** A logger that writes nothing, for tests and tools. */
export function silentLog(): Log {
  return pino({ level: 'silent' });
}
