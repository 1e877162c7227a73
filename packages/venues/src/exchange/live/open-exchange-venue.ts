import { readDeskFacts } from '@atc/core/desk/brokers';
import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import type { LiveQuestion, LiveVenue } from '@atc/core/desk/venue';
import type { Config } from '@atc/core/kernel/config';
import { StartError } from '@atc/core/kernel/errors';
import type { Decimal } from '@atc/core/kernel/money';
import { z } from 'zod';
import type { ExchangeKeys } from '../../ccxt/index.ts';
import { pairOf } from '../adapter/context.ts';
import { openExchangeBroker } from '../adapter/exchange-broker.ts';
import type { ExchangeClient } from '../adapter/exchange-client.ts';
import { readFacts } from '../adapter/find-order.ts';
import { takesStops } from '../adapter/new-order.ts';
import { demandServed, moneyFault } from '../adapter/served.ts';
import { findContractOf, readBooked } from '../adapter/store.ts';
import { balance, type PairFacts } from '../adapter/wire.ts';
import { readFeeBurn } from '../fees/read-fee-burn.ts';
import type { ExchangeConfig } from '../settings.ts';
import { type ExchangeFacts, judgeExchange } from './judge-exchange.ts';
import { type OpenedClient, openClient } from './open-client.ts';

type ExchangeSettings = Pick<Config, 'liveSymbols'> & { readonly exchange: ExchangeConfig | null };

/** An account at an exchange. Throws a `StartError` that says what is missing, or why it may not be traded on. */
export async function openExchangeVenue({ exchange, liveSymbols }: ExchangeSettings): Promise<LiveVenue> {
  const opened = await openClient(exchange, demandKeys(exchange));
  const { client, served, config } = opened;
  const contracts = liveSymbols.map((symbol) => `${symbol}_${config.quote}`);
  return {
    openBroker: ({ db }) =>
      openExchangeBroker({
        ...{ client, served, contracts },
        contractOf: (id) => findContractOf(db, id),
        bookedOf: (contract) => readBooked(db, contract),
        instrumentOf: async (contract) => (await findInstrumentsByContract(db, [contract]))[0]?.id ?? null,
      }),
    readCashUsd: () => readCash(client, config.quote),
    preflight: async (question) => judgeExchange(await readExchangeFacts(opened, contracts, question)),
  };
}

function demandKeys(config: ExchangeConfig | null): ExchangeKeys {
  if (!config?.keys) throw new StartError('live', 'EXCHANGE, EXCHANGE_API_KEY and EXCHANGE_SECRET are needed');
  const { id, keys } = config;
  const fault = moneyFault(id, config);
  if (fault) throw new StartError('live', fault);
  if (demandServed(id).needsPassphrase && !keys.password)
    throw new StartError('live', `${id} needs EXCHANGE_PASSPHRASE`);
  return keys;
}

async function readCash(client: ExchangeClient, quote: string): Promise<Decimal | null> {
  const said = await client.ask({ ask: ({ exchange }) => exchange.fetchBalance(), answer: balance }).catch(() => null);
  return said?.ok ? (said.value.total[quote] ?? null) : null;
}

async function readExchangeFacts(
  { client, config, served }: OpenedClient,
  contracts: readonly string[],
  question: LiveQuestion,
): Promise<ExchangeFacts> {
  const factsOf = (contract: string) => readFacts(client, pairOf(contract)).catch(() => null);
  const { id, sandbox, quote } = config;
  const { feeCoin: coin } = served;
  const [desk, cash, mayWithdraw, inUse, coinFacts, pairs] = await Promise.all([
    readDeskFacts(question),
    readCash(client, quote),
    readWithdrawal(client),
    readFeeBurn(client),
    factsOf(`${coin}_${quote}`),
    Promise.all(contracts.map(factsOf)),
  ]);
  const those = (holds: (facts: PairFacts) => boolean) =>
    contracts.filter((_, i) => pairs[i] && isTraded(pairs[i]) && holds(pairs[i]));
  return {
    ...{ ...desk, id, sandbox, quote, cash, mayWithdraw },
    feeCoin: coin === null ? null : { coin, inUse, priced: coinFacts !== null && isTraded(coinFacts) },
    traded: those(() => true),
    resting: those((facts) => takesStops(facts, served)),
  };
}

function isTraded({ active }: PairFacts): boolean {
  return active !== false;
}

const restrictions = z.object({ enableWithdrawals: z.boolean() });

/** Whether the key may withdraw; null where the exchange does not say. */
async function readWithdrawal(client: ExchangeClient): Promise<boolean | null> {
  const said = await client
    .ask({
      ask: async ({ exchange }) => exchange.sapiGetAccountApiRestrictions?.() ?? null,
      answer: restrictions,
    })
    .catch(() => null);
  return said?.ok ? said.value.enableWithdrawals : null;
}
