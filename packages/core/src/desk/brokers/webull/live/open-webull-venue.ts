import { join } from 'node:path';
import { z } from 'zod';
import type { Config, WebullConfig } from '../../../../kernel/config/index.ts';
import { errorText, StartError } from '../../../../kernel/errors/index.ts';
import { Decimal } from '../../../../kernel/money/index.ts';
import { findInstrumentsByContract } from '../../../instruments/index.ts';
import type { LiveMarketOptions } from '../../../market/index.ts';
import { VenueUnknownError } from '../../broker.ts';
import type { LiveQuestion, LiveVenue } from '../../live/live-venue.ts';
import { readDeskFacts } from '../../live/read-desk-facts.ts';
import { openWebullBroker } from '../webull-broker.ts';
import { openWebullClient, type WebullClient } from '../webull-client.ts';
import { accountList, balance, snapshot } from '../wire.ts';
import { judgeWebull, type WebullFacts } from './judge-webull.ts';
import { listedShare, readShares, type SeenShares } from './shares.ts';
import { tokenFile } from './token-file.ts';

/** What Webull allows: orders 600 a minute, questions about orders 2 in 2 seconds. */
const PACES = {
  orders: { requests: 600, windowMs: 60_000 },
  queries: { requests: 2, windowMs: 2000 },
  token: { requests: 10, windowMs: 30_000 },
};
/** An order may show so long after it was taken. */
const SETTLING_MS = 10_000;
const TOLD_AT_ONCE = 100;

type WebullSettings = Pick<Config, 'webull' | 'dataDir'>;

/** An account at Webull. Throws a `StartError` that says what is missing. */
export async function openWebullVenue(config: WebullSettings): Promise<LiveVenue> {
  const keys = demandKeys(config.webull);
  const client = openClient(config, keys);
  return {
    openBroker: ({ db }) =>
      openWebullBroker({
        client,
        webullAccountId: keys.accountId,
        instrumentOf: async (symbol) => (await findInstrumentsByContract(db, [symbol]))[0]?.id ?? null,
        settlingMs: SETTLING_MS,
      }),
    readCashUsd: async () => (await readCash(client, keys.accountId).catch(() => null))?.cashUsd ?? null,
    preflight: async (question) => judgeWebull(await readFacts(client, keys.accountId, question)),
  };
}

/** The market of some shares, asked of Webull's snapshots. */
export function webullMarket(
  config: WebullSettings & Pick<Config, 'liveSymbols'>,
  now: () => Date,
): Omit<LiveMarketOptions, 'historyDir'> {
  const { liveSymbols } = config;
  const client = openClient(config, demandKeys(config.webull));
  const startsAt = now();
  const seen: SeenShares = { counters: new Map(), volumes: new Map() };
  return {
    range: 'webull',
    startsAt,
    contracts: liveSymbols.map((symbol) => listedShare(symbol, startsAt)),
    source: {
      look: async (saw) => {
        for (let from = 0; from < liveSymbols.length; from += TOLD_AT_ONCE) {
          const said = await readSnapshots(client, liveSymbols.slice(from, from + TOLD_AT_ONCE));
          saw(readShares(liveSymbols, { said, at: now().getTime() }, seen));
        }
      },
    },
  };
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
  const query = { symbols: symbols.join(','), category: 'US_STOCK' };
  return ask(client, { path: '/openapi/market-data/stock/snapshot', query, answer: z.array(z.unknown()) });
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
    desk.universe.length === 0 ? [] : readSnapshots(client, desk.universe).catch(() => []),
  ]);
  return {
    ...desk,
    accountId,
    silence: typeof shown === 'string' ? shown : null,
    accounts: typeof shown === 'string' ? [] : shown.map(({ account_id }) => account_id),
    cash,
    priced: told.flatMap((one) => snapshot.pick({ symbol: true, price: true }).safeParse(one).data?.symbol ?? []),
  };
}
