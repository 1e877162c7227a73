import { join } from 'node:path';
import { readDeskFacts } from '@atc/core/desk/brokers';
import { findInstrumentsByContract, isExpired, readOption } from '@atc/core/desk/instruments';
import type { LiveQuestion, LiveVenue } from '@atc/core/desk/venue';
import { VenueUnknownError } from '@atc/core/desk/venue';
import type { Config } from '@atc/core/kernel/config';
import { errorText, StartError } from '@atc/core/kernel/errors';
import { Decimal } from '@atc/core/kernel/money';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { DayVolumes, LiveMarketOptions, Tick } from '@atc/core/market';
import { z } from 'zod';
import { openWebullBroker } from '../adapter/webull-broker.ts';
import { openWebullClient, type WebullClient } from '../adapter/webull-client.ts';
import { accountList, balance, snapshot } from '../adapter/wire.ts';
import type { WebullConfig } from '../settings.ts';
import { webullClassOf } from './class-of.ts';
import { judgeWebull, type WebullFacts } from './judge-webull.ts';
import { listedOption, readOptions } from './options.ts';
import { listedShare, readShares, type SeenShares, type Snapshots } from './shares.ts';
import { tokenFile } from './token-file.ts';

/** What Webull allows: orders 600 a minute, questions about orders 2 in 2 seconds. */
const PACES = {
  orders: { requests: 600, windowMs: MINUTE_MS },
  queries: { requests: 2, windowMs: 2000 },
  token: { requests: 10, windowMs: 30_000 },
};
const priced = snapshot.pick({ symbol: true, price: true });
/** An order may show so long after it was taken. */
const SETTLING_MS = 10_000;
/** How each class is told: where, under which name, so many at once. */
const SNAPSHOTS = {
  equity: { path: '/openapi/market-data/stock/snapshot', category: 'US_STOCK', atOnce: 100 },
  option: { path: '/openapi/market-data/option/snapshot', category: 'US_OPTION', atOnce: 20 },
} as const;

type WebullSettings = Pick<Config, 'dataDir' | 'liveSymbols'> & { readonly webull: WebullConfig | null };

/** An account at Webull. Throws a `StartError` that says what is missing. */
export async function openWebullVenue(config: WebullSettings): Promise<LiveVenue> {
  const keys = demandKeys(config.webull);
  const client = openClient(config, keys);
  const assetClass = webullClassOf(config.liveSymbols);
  return {
    openBroker: ({ db }) =>
      openWebullBroker({
        client,
        webullAccountId: keys.accountId,
        assetClass,
        instrumentOf: async (symbol) => (await findInstrumentsByContract(db, [symbol]))[0]?.id ?? null,
        settlingMs: SETTLING_MS,
      }),
    readCashUsd: async () => (await readCash(client, keys.accountId).catch(() => null))?.cashUsd ?? null,
    preflight: async (question) => judgeWebull(await readFacts(client, keys.accountId, question), assetClass),
  };
}

/** The market of some shares, or some options, asked of Webull's snapshots. Throws a `StartError` for a mixture. */
export function webullMarket(config: WebullSettings, now: () => Date): Omit<LiveMarketOptions, 'historyDir'> {
  const { liveSymbols } = config;
  const client = openClient(config, demandKeys(config.webull));
  const startsAt = now();
  const assetClass = webullClassOf(liveSymbols);
  const [list, read] = assetClass === 'option' ? [listedOption, optionReader()] : [listedShare, shareReader()];
  return {
    range: assetClass === 'option' ? 'webull options' : 'webull',
    startsAt,
    contracts: liveSymbols.map((symbol) => list(symbol, startsAt)),
    source: {
      look: async (saw) => {
        // One that is gone could spoil the answer of all that are asked for with it.
        const alive = liveSymbols.filter((symbol) => !isExpired(symbol, now()));
        for (const symbols of batches(alive, SNAPSHOTS[assetClass].atOnce))
          saw(read(symbols, { said: await readSnapshots(client, symbols), at: now().getTime() }));
      },
    },
  };
}

type PriceReader = (symbols: readonly string[], snapshots: Snapshots) => readonly Tick[];

function shareReader(): PriceReader {
  const seen: SeenShares = { counters: new Map(), volumes: new Map() };
  return (symbols, snapshots) => readShares(symbols, snapshots, seen);
}

function optionReader(): PriceReader {
  const volumes: DayVolumes = new Map();
  return (symbols, snapshots) => readOptions(symbols, snapshots, volumes);
}

function batches(symbols: readonly string[], size: number): readonly (readonly string[])[] {
  const count = Math.ceil(symbols.length / size);
  return Array.from({ length: count }, (_, i) => symbols.slice(i * size, (i + 1) * size));
}

function demandKeys(keys: WebullConfig | null): WebullConfig {
  if (!keys) throw new StartError('live', 'WEBULL_APP_KEY, WEBULL_APP_SECRET and WEBULL_ACCOUNT_ID are needed');
  return keys;
}

function openClient({ dataDir }: WebullSettings, { url, appKey, appSecret }: WebullConfig): WebullClient {
  const keep = tokenFile(join(dataDir, 'webull-token'));
  return openWebullClient({ baseUrl: url, appKey, appSecret, paces: PACES, keep });
}

interface Question<T> {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly answer: z.ZodType<T>;
}

async function ask<T>(client: WebullClient, question: Question<T>): Promise<T> {
  const said = await client.request({ ...question, method: 'GET', pace: 'orders' });
  if (said.ok) return said.value;
  throw new VenueUnknownError(`webull refused the question: ${said.code}: ${said.message}`);
}

function readSnapshots(client: WebullClient, symbols: readonly string[]): Promise<readonly unknown[]> {
  const { path, category } = SNAPSHOTS[webullClassOf(symbols)];
  return ask(client, { path, query: { symbols: symbols.join(','), category }, answer: z.array(z.unknown()) });
}

async function readCash(client: WebullClient, accountId: string): Promise<WebullFacts['cash']> {
  const query = { account_id: accountId };
  const said = await ask(client, { path: '/openapi/assets/balance', query, answer: balance });
  const usd = said.account_currency_assets.find(({ currency }) => currency === 'USD');
  return usd ? { cashUsd: new Decimal(usd.cash_balance), buyingPowerUsd: new Decimal(usd.buying_power) } : null;
}

async function readFacts(client: WebullClient, accountId: string, question: LiveQuestion): Promise<WebullFacts> {
  const desk = await readDeskFacts(question);
  // The first question gets the token that the others use.
  const shown = await ask(client, { path: '/openapi/account/list', query: {}, answer: accountList }).catch(errorText);
  const [cash, told] = await Promise.all([
    readCash(client, accountId).catch(() => null),
    toldOf(client, desk.universe),
  ]);
  return {
    ...desk,
    accountId,
    silence: typeof shown === 'string' ? shown : null,
    accounts: typeof shown === 'string' ? [] : shown.map(({ account_id }) => account_id),
    cash,
    priced: told.flatMap((one) => priced.safeParse(one).data?.symbol ?? []),
  };
}

/** What is told of the universe, which may name what is traded elsewhere too. */
async function toldOf(client: WebullClient, universe: readonly string[]): Promise<readonly unknown[]> {
  const classes = [universe.filter((symbol) => readOption(symbol)), universe.filter((symbol) => !readOption(symbol))];
  const wanted = classes.flatMap((symbols) => batches(symbols, SNAPSHOTS.option.atOnce));
  return (await Promise.all(wanted.map((symbols) => readSnapshots(client, symbols).catch(() => [])))).flat();
}
