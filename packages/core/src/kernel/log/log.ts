import { type Logger, pino } from 'pino';
import type { Config } from '../config/index.ts';

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
  const options = { level: config.logLevel, base: bindings, redact };
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
