import { StartError } from '../errors/index.ts';
import type { Config, Variables } from './config.ts';
import { type Environment, environment } from './environment.ts';
import { misspelled } from './faults/misspelled.ts';
import { sayFault } from './faults/say-fault.ts';
import type { VenueVariables } from './venue-variables.ts';

/** A venue as far as the configuration knows it. */
export interface ConfiguredVenue {
  /** As LIVE_VENUE names it. */
  readonly name: string;
  readonly variables: VenueVariables;
}

/**
 * Reads the company's configuration from environment variables, those of the venues it may trade on among them. Throws
 * a
 * `StartError` that names each bad variable, what was given and what is allowed, and each unknown one that looks like a
 * misspelling. Empty means unset.
 */
export function readConfig(variables: Variables, venues: readonly ConfiguredVenue[] = []): Config {
  const names = venues.flatMap((venue) => venue.variables.names);
  const known = [...Object.keys(environment.shape), ...names];
  const given = Object.fromEntries(
    Object.entries(variables).filter(([name, value]) => known.includes(name) && value !== ''),
  );
  const parsed = environment.safeParse(given);
  const faults = [
    ...misspelled(Object.keys(variables), known),
    ...(parsed.success ? crossChecks(parsed.data) : parsed.error.issues.map((issue) => sayFault(issue, given))),
    ...(parsed.success ? venueFaults(parsed.data, given, venues) : []),
  ];
  if (faults.length > 0 || !parsed.success) throw new StartError('bad_config', faults.join('; '));
  const venueVariables = Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
  return toConfig(parsed.data, { liveVenue: liveVenueOf(parsed.data, venues), venueVariables });
}

/** The venue that is named, else the first there is. */
function liveVenueOf({ LIVE_VENUE: named }: Environment, venues: readonly ConfiguredVenue[]): string | null {
  return named ?? venues[0]?.name ?? null;
}

function venueFaults(values: Environment, given: Variables, venues: readonly ConfiguredVenue[]): readonly string[] {
  const { MARKET: market, TRADING_MODE: tradingMode } = values;
  const live = liveVenueOf(values, venues);
  const isKnown = venues.some(({ name }) => name === live);
  const missing =
    market !== 'live' ? [] : venues.filter(({ name }) => name === live).flatMap(({ variables }) => variables.needs);
  return [
    ...(values.LIVE_VENUE !== undefined && !isKnown
      ? [`LIVE_VENUE was given ${JSON.stringify(live)}: must be one of ${venues.map(({ name }) => name).join(', ')}`]
      : []),
    ...(market === 'live' && live === null ? ['MARKET=live needs a venue'] : []),
    ...missing
      .filter((name) => given[name] === undefined)
      .map((name) => `MARKET=live with LIVE_VENUE=${live} needs ${name}`),
    ...venues.flatMap(({ name, variables }) =>
      variables.faultsOf(given, { tradingMode, isLive: market === 'live' && name === live }),
    ),
  ];
}

function crossChecks(values: Environment): string[] {
  const faults: string[] = [];
  if (values.MARKET === 'replay' && !values.REPLAY_DIR)
    faults.push('MARKET=replay needs REPLAY_DIR, a folder of recorded candles');
  if (values.TRADING_MODE === 'live' && values.MARKET !== 'live')
    faults.push('TRADING_MODE=live needs MARKET=live: real money is not traded on made-up or recorded prices');
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

function modelPair(pair: string): readonly [string, string] {
  const colon = pair.indexOf(':');
  return [pair.slice(0, colon), pair.slice(colon + 1)];
}

function toConfig(
  values: Environment,
  { liveVenue, venueVariables }: Pick<Config, 'liveVenue' | 'venueVariables'>,
): Config {
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
    liveVenue,
    liveSymbols: values.LIVE_SYMBOLS?.split(',') ?? [],
    venueVariables,
    solanaRpcUrls: values.SOLANA_RPC_URLS?.split(',') ?? [],
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
