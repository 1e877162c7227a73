import { z } from 'zod';
import { http, instant, secret, whole } from './kinds.ts';

/** The variables that every company reads, with their defaults; venues add theirs. `.env.example` lists all of them. */
export const environment = z.object({
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'must be an address such as postgresql://user:password@host:5432/database',
    })
    .optional(),
  REDIS_URL: z
    .string()
    .regex(
      /^(rediss?|rediss?-cluster|unix):\/\/.+/,
      'must start with redis://, rediss://, redis-cluster:// or rediss-cluster://',
    )
    .optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  TRUSTED_PROXIES: whole(0, 10).default(0),
  ALLOWED_HOSTS: z
    .string()
    .regex(/^[\w.-]+(,[\w.-]+)*$/, 'must be host names without ports, with commas between, such as desk.example.com')
    .optional(),
  TRADING_MODE: z.enum(['paper', 'live']).default('paper'),
  LIVE_TRADING_CONFIRMED: z.string().optional(),
  MARKET: z.enum(['simulated', 'replay', 'live']).default('simulated'),
  REPLAY_DIR: z.string().min(1).optional(),
  REPLAY_FROM: instant.optional(),
  REPLAY_TO: instant.optional(),
  SPEED: z
    .string()
    .refine(
      (text) => text === 'max' || (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0 && Number(text) <= 100_000),
      'must be `max` or a number above 0 and up to 100000',
    )
    .default('60'),
  SEED: z.string().min(1).max(64).default('1'),
  SOLANA_RPC_URLS: z
    .string()
    .refine(
      (text) => text.split(',').every((url) => isHttp(url)),
      'must be http(s) addresses of nodes, with commas between',
    )
    .optional(),
  LIVE_VENUE: z.string().min(1).optional(),
  LIVE_SYMBOLS: z
    .string()
    .regex(/^[A-Z0-9.]{1,24}(,[A-Z0-9.]{1,24})*$/, 'must be symbols with commas between, such as MES,MNQ')
    .optional(),
  MIND: z.enum(['rules', 'openai']).default('rules'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: http.optional(),
  OPENAI_MODEL: z.string().min(1).max(100).optional(),
  OPENAI_MODELS: z
    .string()
    .regex(/^[a-z]+:[^,\s]+(,[a-z]+:[^,\s]+)*$/, 'must be agent:model pairs, such as atlas:gpt-4.1,intel:gpt-4.1-mini')
    .optional(),
  LLM_KEEP_TEXT: z.enum(['on', 'off']).default('on'),
  LLM_REPLAY: z.enum(['on', 'off']).default('off'),
  LLM_DAILY_TOKENS: whole(1, 1_000_000_000).default(200_000),
  LLM_DAILY_USD: z.coerce.number('must be a number of USD').positive('must be a number of USD above 0').default(2),
  OPERATOR_KEY: secret.optional(),
  CRON_SECRET: secret.optional(),
  WEBHOOK_URL: http.optional(),
  WEBHOOK_FORMAT: z.enum(['json', 'discord', 'telegram']).default('json'),
  WEBHOOK_SECRET: secret.optional(),
  WEBHOOK_CHAT_ID: z.string().min(1).max(64).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json']).optional(),
  QUEUE_BACKEND: z.enum(['auto', 'postgres']).default('auto'),
  STEP_CONCURRENCY: whole(1, 64).default(4),
  STEPS_PER_SECOND: whole(1, 100_000).default(1000),
});

function isHttp(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

export type Environment = z.infer<typeof environment>;
