import { StartError } from '../errors/index.ts';
import { type Config, type Environment, environment, type TopstepxConfig, type WebullConfig } from './config.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the company's configuration from environment variables. Throws a `StartError` that names each bad variable,
 * what was given and what is allowed, and each unknown one that looks like a misspelling. Empty means unset.
 */
export function readConfig(variables: Variables): Config {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([name, value]) => name in environment.shape && value !== ''),
  );
  const parsed = environment.safeParse(given);
  const faults = [
    ...misspelled(variables),
    ...(parsed.success ? crossChecks(parsed.data) : parsed.error.issues.map((issue) => fault(issue, given))),
  ];
  if (faults.length > 0 || !parsed.success) throw new StartError('bad_config', faults.join('; '));
  return toConfig(parsed.data);
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const SECRET = /KEY|SECRET|TOKEN|URL|CONFIRMED|PASSPHRASE/;

function fault(issue: Issue, given: Variables): string {
  const name = String(issue.path[0]);
  const value = SECRET.test(name) ? 'a value' : JSON.stringify(given[name]);
  return `${name} was given ${value}: ${issue.message}`;
}

function crossChecks(values: Environment): string[] {
  const faults: string[] = [];
  if (values.MARKET === 'replay' && !values.REPLAY_DIR)
    faults.push('MARKET=replay needs REPLAY_DIR, a folder of recorded candles');
  if (values.TRADING_MODE === 'live' && values.MARKET !== 'live')
    faults.push('TRADING_MODE=live needs MARKET=live: real money is not traded on made-up or recorded prices');
  faults.push(...venueFaults(values));
  faults.push(...signerFaults(values));
  if (values.MIND === 'openai' && !values.OPENAI_API_KEY && !values.OPENAI_BASE_URL)
    faults.push('MIND=openai needs OPENAI_API_KEY, or OPENAI_BASE_URL of a server that wants no key');
  if (!values.WEBHOOK_URL && (values.WEBHOOK_SECRET || values.WEBHOOK_CHAT_ID))
    faults.push('WEBHOOK_SECRET and WEBHOOK_CHAT_ID need WEBHOOK_URL');
  if (values.WEBHOOK_URL && values.WEBHOOK_FORMAT === 'telegram' && !values.WEBHOOK_CHAT_ID)
    faults.push('WEBHOOK_FORMAT=telegram needs WEBHOOK_CHAT_ID');
  if (values.REPLAY_FROM && values.REPLAY_TO && values.REPLAY_FROM >= values.REPLAY_TO)
    faults.push('REPLAY_FROM must be before REPLAY_TO');
  return faults;
}

function signerFaults({ SIGNER_URL: url, SIGNER_TOKEN: token }: Environment): string[] {
  if (!url) return [];
  return [
    ...(token ? [] : ['SIGNER_URL needs SIGNER_TOKEN']),
    ...(isOpenToReaders(url)
      ? ['SIGNER_URL is plain http to another machine, where its token can be read on the way: use https']
      : []),
  ];
}

/** Whether what is sent there passes a network in the clear. */
function isOpenToReaders(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

const VENUE_NEEDS = {
  jupiter: [],
  webull: ['WEBULL_APP_KEY', 'WEBULL_APP_SECRET', 'WEBULL_ACCOUNT_ID', 'LIVE_SYMBOLS'],
  topstepx: ['TOPSTEPX_USER', 'TOPSTEPX_API_KEY', 'TOPSTEPX_ACCOUNT_ID', 'LIVE_SYMBOLS'],
} as const satisfies Record<Environment['LIVE_VENUE'], readonly (keyof Environment)[]>;

function venueFaults(values: Environment): string[] {
  if (values.MARKET !== 'live') return [];
  const missing = VENUE_NEEDS[values.LIVE_VENUE].filter((name) => values[name] === undefined);
  const faults = missing.map((name) => `MARKET=live with LIVE_VENUE=${values.LIVE_VENUE} needs ${name}`);
  if (values.TRADING_MODE === 'live' && values.LIVE_VENUE === 'topstepx' && values.TOPSTEPX_ATTENDED === 'off')
    faults.push(
      'TopstepX allows no unattended and no remote bot: TOPSTEPX_ATTENDED=on says that somebody sits in front of it',
    );
  return faults;
}

/** Unknown variables that differ from a known one by a letter, or two in a long name. */
function misspelled(variables: Variables): string[] {
  return Object.keys(variables)
    .filter((name) => !(name in environment.shape) && name.length > 3)
    .flatMap((name) => {
      const near = Object.keys(environment.shape).find((known) => distance(name, known) <= (known.length > 7 ? 2 : 1));
      return near ? [`${name} is not a variable of this company: did you mean ${near}?`] : [];
    });
}

/** Letters added, left out, changed, or swapped with the next one. */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const swapped = letter === b[j - 1] && other === a[i - 1] ? (before[j - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row.at(-1) ?? 0;
}

function modelPair(pair: string): readonly [string, string] {
  const colon = pair.indexOf(':');
  return [pair.slice(0, colon), pair.slice(colon + 1)];
}

const bare = (url: string) => url.replace(/\/+$/, '');

function webullOf(values: Environment): WebullConfig | null {
  const { WEBULL_APP_KEY: appKey, WEBULL_APP_SECRET: appSecret, WEBULL_ACCOUNT_ID: accountId } = values;
  return appKey && appSecret && accountId ? { url: bare(values.WEBULL_API_URL), appKey, appSecret, accountId } : null;
}

function topstepxOf(values: Environment): TopstepxConfig | null {
  const { TOPSTEPX_USER: userName, TOPSTEPX_API_KEY: apiKey, TOPSTEPX_ACCOUNT_ID: accountId } = values;
  if (!userName || !apiKey || !accountId) return null;
  const [url, hubsUrl] = [bare(values.TOPSTEPX_API_URL), bare(values.TOPSTEPX_HUBS_URL)];
  const { TOPSTEPX_ATTENDED: attended, TOPSTEPX_BRACKETS: brackets } = values;
  return { url, hubsUrl, userName, apiKey, accountId, attended: attended === 'on', brackets: brackets === 'on' };
}

function toConfig(values: Environment): Config {
  return {
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    dataDir: values.DATA_DIR,
    port: values.PORT,
    host: values.HOST,
    front: { trustedProxies: values.TRUSTED_PROXIES, allowedHosts: values.ALLOWED_HOSTS?.split(',') ?? [] },
    tradingMode: values.TRADING_MODE,
    liveTradingConfirmed: values.LIVE_TRADING_CONFIRMED,
    market: values.MARKET,
    replay: { dir: values.REPLAY_DIR, from: values.REPLAY_FROM, to: values.REPLAY_TO },
    speed: values.MARKET === 'live' ? '1' : values.SPEED,
    seed: values.SEED,
    liveTokens: values.LIVE_TOKENS,
    liveVenue: values.LIVE_VENUE,
    liveSymbols: values.LIVE_SYMBOLS?.split(',') ?? [],
    webull: webullOf(values),
    topstepx: topstepxOf(values),
    jupiter: { url: bare(values.JUPITER_API_URL), apiKey: values.JUPITER_API_KEY ?? null },
    solanaRpcUrls: values.SOLANA_RPC_URLS?.split(',') ?? [],
    signer:
      values.SIGNER_URL && values.SIGNER_TOKEN ? { url: bare(values.SIGNER_URL), token: values.SIGNER_TOKEN } : null,
    serveSigner: values.SIGNER_TOKEN ? { port: values.SIGNER_PORT, token: values.SIGNER_TOKEN } : null,
    wallet: { file: values.WALLET_FILE, passphrase: values.WALLET_PASSPHRASE, dailyUsd: values.WALLET_DAILY_USD },
    mind: {
      name: values.MIND,
      apiKey: values.OPENAI_API_KEY,
      baseUrl: values.OPENAI_BASE_URL,
      model: values.OPENAI_MODEL,
      models: Object.fromEntries(
        (values.OPENAI_MODELS ?? '').split(',').flatMap((pair) => (pair ? [modelPair(pair)] : [])),
      ),
      keepText: values.LLM_KEEP_TEXT === 'on',
      replay: values.LLM_REPLAY === 'on',
      dailyTokens: values.LLM_DAILY_TOKENS,
      dailyUsd: values.LLM_DAILY_USD,
    },
    operatorKey: values.OPERATOR_KEY,
    cronSecret: values.CRON_SECRET,
    webhook: values.WEBHOOK_URL
      ? {
          url: values.WEBHOOK_URL,
          format: values.WEBHOOK_FORMAT,
          secret: values.WEBHOOK_SECRET ?? null,
          chatId: values.WEBHOOK_CHAT_ID ?? null,
        }
      : null,
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT ?? (process.stdout.isTTY ? 'pretty' : 'json'),
    queueBackend: values.QUEUE_BACKEND,
    stepConcurrency: values.STEP_CONCURRENCY,
    stepsPerSecond: values.STEPS_PER_SECOND,
  };
}
