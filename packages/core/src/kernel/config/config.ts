import { z } from 'zod';

const secret = z
  .string()
  .min(32, 'must have at least 32 characters')
  .regex(/^[\x21-\x7e]*$/, 'must have no spaces and no letters beyond ASCII: it travels in a header');
const instant = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], 'must be a date such as 2025-01-31 or a time with its zone')
  .transform((text) => new Date(text));

const POSITIVE = 'must be a whole number above 0';

const http = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' });

function whole(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

/** Every variable the company reads, with its default. The one place that knows them; `.env.example` lists the same. */
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
  LIVE_TOKENS: z.string().min(1).optional(),
  LIVE_VENUE: z.enum(['jupiter', 'webull', 'topstepx']).default('jupiter'),
  LIVE_SYMBOLS: z
    .string()
    .regex(/^[A-Z0-9.]{1,24}(,[A-Z0-9.]{1,24})*$/, 'must be symbols with commas between, such as MES,MNQ')
    .optional(),
  WEBULL_API_URL: http.default('https://api.webull.com'),
  WEBULL_APP_KEY: z.string().min(1).optional(),
  WEBULL_APP_SECRET: z.string().min(1).optional(),
  WEBULL_ACCOUNT_ID: z.string().min(1).optional(),
  TOPSTEPX_API_URL: http.default('https://api.topstepx.com'),
  TOPSTEPX_HUBS_URL: http.default('https://rtc.topstepx.com/hubs'),
  TOPSTEPX_USER: z.string().min(1).optional(),
  TOPSTEPX_API_KEY: z.string().min(1).optional(),
  TOPSTEPX_ACCOUNT_ID: z.coerce.number(POSITIVE).int(POSITIVE).positive(POSITIVE).optional(),
  TOPSTEPX_ATTENDED: z.enum(['on', 'off']).default('off'),
  TOPSTEPX_BRACKETS: z.enum(['on', 'off']).default('off'),
  JUPITER_API_URL: http.default('https://api.jup.ag'),
  JUPITER_API_KEY: z.string().min(1).optional(),
  WALLET_FILE: z.string().min(1).default('wallet.json'),
  WALLET_PASSPHRASE: z.string().min(1).optional(),
  SIGNER_URL: http.optional(),
  SIGNER_TOKEN: secret.optional(),
  SIGNER_PORT: whole(1, 65_535).default(3999),
  WALLET_DAILY_USD: whole(1, 1_000_000_000).default(100),
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

export interface WebullConfig {
  readonly url: string;
  readonly appKey: string;
  readonly appSecret: string;
  readonly accountId: string;
}

export interface TopstepxConfig {
  readonly url: string;
  readonly hubsUrl: string;
  readonly userName: string;
  readonly apiKey: string;
  readonly accountId: number;
  /** Somebody sits in front of it while it trades. */
  readonly attended: boolean;
  /** Purchases carry their stop; the account is set to Auto-OCO brackets. */
  readonly brackets: boolean;
}

export interface Config {
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  /** What stands in front of the API: so many proxies that are believed, and the names that clients call it by. */
  readonly front: { readonly trustedProxies: number; readonly allowedHosts: readonly string[] };
  readonly tradingMode: Environment['TRADING_MODE'];
  readonly liveTradingConfirmed: string | undefined;
  readonly market: Environment['MARKET'];
  readonly replay: { readonly dir: string | undefined; readonly from: Date | undefined; readonly to: Date | undefined };
  /** As written: `max` or a number of company seconds per second. */
  readonly speed: string;
  readonly seed: string;
  /** Tokens of the live market as written; the known ones unless given. */
  readonly liveTokens: string | undefined;
  /** Where prices of the live market come from, and where real money is traded. */
  readonly liveVenue: Environment['LIVE_VENUE'];
  /** Stocks or futures of the live market; none unless given. */
  readonly liveSymbols: readonly string[];
  /** Null where a part is missing. */
  readonly webull: WebullConfig | null;
  readonly topstepx: TopstepxConfig | null;
  readonly jupiter: {
    readonly url: string;
    readonly apiKey: string | null;
  };
  /** Addresses of Solana nodes; none unless given. */
  readonly solanaRpcUrls: readonly string[];
  /** A signer in a process of its own; null: this process opens the wallet. */
  readonly signer: { readonly url: string; readonly token: string } | null;
  /** What a signer's own process listens on and wants to hear; null without a token. */
  readonly serveSigner: { readonly port: number; readonly token: string } | null;
  readonly wallet: {
    readonly file: string;
    readonly passphrase: string | undefined;
    /** The most that the signer lets purchases spend a day (UTC). */
    readonly dailyUsd: number;
  };
  readonly mind: {
    readonly name: Environment['MIND'];
    readonly apiKey: string | undefined;
    readonly baseUrl: string | undefined;
    readonly model: string | undefined;
    /** Agent → model, where it has one of its own. */
    readonly models: Readonly<Record<string, string>>;
    /** Keeps prompts and answers in full. */
    readonly keepText: boolean;
    /** Answers from the record, at no cost. */
    readonly replay: boolean;
    readonly dailyTokens: number;
    readonly dailyUsd: number;
  };
  readonly operatorKey: string | undefined;
  readonly cronSecret: string | undefined;
  /** Where notifications go; null sends none. */
  readonly webhook: {
    readonly url: string;
    readonly format: Environment['WEBHOOK_FORMAT'];
    readonly secret: string | null;
    readonly chatId: string | null;
  } | null;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly logFormat: 'pretty' | 'json';
  readonly queueBackend: Environment['QUEUE_BACKEND'];
  readonly stepConcurrency: number;
  readonly stepsPerSecond: number;
}
