import { readDeskFacts } from '@atc/core/desk/brokers';
import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import type { LiveQuestion, LiveVenue } from '@atc/core/desk/venue';
import type { Config } from '@atc/core/kernel/config';
import { StartError } from '@atc/core/kernel/errors';
import { Decimal } from '@atc/core/kernel/money';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { LiveMarketOptions } from '@atc/core/market';
import { z } from 'zod';
import { contractOf, topstepxFeeRoom } from '../adapter/contract.ts';
import { openTopstepxBroker } from '../adapter/topstepx-broker.ts';
import { openTopstepxClient, type TopstepxClient } from '../adapter/topstepx-client.ts';
import { accounts, bars, contracts } from '../adapter/wire.ts';
import type { TopstepxConfig } from '../settings.ts';
import { openContractPrices, type PricedMonth } from './contract-prices.ts';
import { frontMonth, listedMonth } from './front-month.ts';
import { judgeTopstepx, type TopstepxFacts } from './judge-topstepx.ts';

/** What TopstepX allows. */
const PACE = { requests: 200, windowMs: MINUTE_MS };
/** An order may show so long after it was taken. */
const SETTLING_MS = 10_000;
const HUB_REST_MS = 1000;
/** A contract that traded within this time has a price. */
const PRICED_WITHIN_MS = 5 * MINUTE_MS;

interface TopstepxSettings {
  readonly topstepx: TopstepxConfig | null;
}

/** An account at TopstepX. Throws a `StartError` that says what is missing. */
export async function openTopstepxVenue({ topstepx }: TopstepxSettings): Promise<LiveVenue> {
  const keys = demandKeys(topstepx);
  const client = openClient(keys);
  return {
    openBroker: ({ db }) =>
      openTopstepxBroker({
        client,
        topstepxAccountId: keys.accountId,
        instrumentOf: async (contract) => (await findInstrumentsByContract(db, [contract]))[0]?.id ?? null,
        settlingMs: SETTLING_MS,
        feeRoomUsd: topstepxFeeRoom,
        brackets: keys.brackets,
        userHub: { url: `${keys.hubsUrl}/user`, firstRestMs: HUB_REST_MS },
      }),
    readCashUsd: async () => (await readAccount(client, keys.accountId))?.balance ?? null,
    preflight: async (question) => judgeTopstepx(await readFacts(client, keys, question)),
  };
}

/**
 * The market of the front months of some futures, with who pushes their prices. Throws a `StartError` where there is
 * none of one.
 */
export async function topstepxMarket(
  { topstepx, liveSymbols }: TopstepxSettings & Pick<Config, 'liveSymbols'>,
  now: () => Date,
): Promise<Omit<LiveMarketOptions, 'historyDir'>> {
  const keys = demandKeys(topstepx);
  const client = openClient(keys);
  const startsAt = now();
  const found = await Promise.all(liveSymbols.map((symbol) => findMonth(client, symbol)));
  const months = found.map(({ id, units }) => ({ id, units: units.toNumber() }) satisfies PricedMonth);
  const hub = { url: `${keys.hubsUrl}/market`, firstRestMs: HUB_REST_MS };
  return {
    range: 'topstepx',
    startsAt,
    contracts: found.flatMap(({ symbol, month }) => listedMonth(symbol, month, startsAt) ?? []),
    source: openContractPrices({ client, months, hub, now }),
  };
}

function demandKeys(keys: TopstepxConfig | null): TopstepxConfig {
  if (!keys) throw new StartError('live', 'TOPSTEPX_USER, TOPSTEPX_API_KEY and TOPSTEPX_ACCOUNT_ID are needed');
  return keys;
}

function openClient({ url, userName, apiKey }: TopstepxConfig): TopstepxClient {
  return openTopstepxClient({ baseUrl: url, userName, apiKey, pace: PACE });
}

async function findMonth(client: TopstepxClient, symbol: string) {
  const search = symbol.startsWith('CON.')
    ? { path: '/api/Contract/searchById', body: { contractId: symbol } }
    : { path: '/api/Contract/search', body: { searchText: symbol, live: false } };
  const said = await client.request({ ...search, answer: contracts });
  const month = said.ok ? frontMonth(symbol, said.value.contracts) : null;
  const contract = month && contractOf(month);
  if (!month || !contract)
    throw new StartError('no_contract', `topstepx lists no month of ${symbol} that is traded now`);
  return { symbol, month, id: contract.id, units: contract.units };
}

async function readAccount(client: TopstepxClient, id: number): Promise<TopstepxFacts['gateway']> {
  const body = { onlyActiveAccounts: true };
  const said = await client.request({ path: '/api/Account/search', body, answer: accounts }).catch(() => null);
  const found = said?.ok ? said.value.accounts.find((account) => account.id === id) : undefined;
  return found ? { name: found.name, balance: new Decimal(found.balance), canTrade: found.canTrade } : null;
}

async function readFacts(client: TopstepxClient, keys: TopstepxConfig, question: LiveQuestion): Promise<TopstepxFacts> {
  const months = question.market.contracts().map(({ contract }) => contract);
  const [desk, gateway, priced] = await Promise.all([
    readDeskFacts(question),
    readAccount(client, keys.accountId),
    Promise.all(months.map((month) => hasPrice(client, month))),
  ]);
  const { accountId, attended, brackets } = keys;
  return { ...desk, accountId, gateway, months, priced: months.filter((_, i) => priced[i]), attended, brackets };
}

async function hasPrice(client: TopstepxClient, contractId: string): Promise<boolean> {
  const endTime = new Date();
  const startTime = new Date(endTime.getTime() - PRICED_WITHIN_MS);
  const body = {
    ...{ contractId, live: false, startTime: startTime.toISOString(), endTime: endTime.toISOString() },
    ...{ unit: 2, unitNumber: 1, limit: 1, includePartialBar: true },
  };
  const answer = z.object({ bars });
  const said = await client.request({ path: '/api/History/retrieveBars', body, answer }).catch(() => null);
  return said?.ok === true && said.value.bars.length > 0;
}
