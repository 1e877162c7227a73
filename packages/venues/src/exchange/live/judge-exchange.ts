import { cashChecks, type DeskFacts, judgeDesk } from '@atc/core/desk/brokers';
import { type Check, check } from '@atc/core/desk/venue';
import type { Decimal } from '@atc/core/kernel/money';

/** Everything the preflight of an account at an exchange looks at. Null means that it could not be read. */
export interface ExchangeFacts extends DeskFacts {
  readonly id: string;
  readonly sandbox: boolean;
  readonly quote: string;
  readonly cash: Decimal | null;
  /** Whether the key may send money away; null where the exchange does not say. */
  readonly mayWithdraw: boolean | null;
  /** The coin that fees may be paid in besides those that are traded; null where there is none. */
  readonly feeCoin: FeeCoin | null;
  /** Contracts that the exchange trades. */
  readonly traded: readonly string[];
  /** Those of them of which a stop can rest there. */
  readonly resting: readonly string[];
}

export interface FeeCoin {
  readonly coin: string;
  /** Whether the account pays its fees in it; null where the exchange does not say. */
  readonly inUse: boolean | null;
  /** Whether the exchange trades it for the dollars of the account, so that a fee can be valued. */
  readonly priced: boolean;
}

/** Judges whether the company may trade for an account at an exchange. */
export function judgeExchange(facts: ExchangeFacts): readonly Check[] {
  const { id, sandbox, quote, cash, account, universe, traded } = facts;
  const missing = universe.filter((contract) => !traded.includes(contract));
  const checks: readonly Check[] = [
    keyCheck(facts),
    feeCheck(facts),
    ...cashChecks(facts, { books: account.cashUsd, venue: cash, unit: `${quote} at ${id}` }),
    {
      name: 'pairs',
      outcome: traded.length === 0 ? 'failed' : missing.length > 0 ? 'warning' : 'ok',
      said: `${traded.length} are traded${missing.length > 0 ? `; not ${missing.join(', ')}` : ''}`,
    },
    { name: 'stops', outcome: 'warning', said: sayStops(facts) },
  ];
  return judgeDesk(facts, { what: `the account at ${id}${sandbox ? ', in its sandbox' : ''}`, checks });
}

/** A key that may withdraw is refused: whoever steals it takes everything. */
function keyCheck({ mayWithdraw, id }: ExchangeFacts): Check {
  if (mayWithdraw === null)
    return {
      name: 'key',
      outcome: 'warning',
      said: `${id} does not say whether the key may withdraw: see that it may not`,
    };
  return check(
    'key',
    !mayWithdraw,
    mayWithdraw ? 'it may withdraw: make one that may trade only' : 'it cannot withdraw',
  );
}

/** Fees in another coin are booked at what it costs; where nothing says it, or it is traded itself, they are not. */
function feeCheck({ feeCoin, quote, universe, id }: ExchangeFacts): Check {
  const name = 'fees';
  if (!feeCoin || feeCoin.inUse === false)
    return { name, outcome: 'ok', said: 'they are kept from the coins and dollars that are traded' };
  const { coin, inUse, priced } = feeCoin;
  const traded = universe.includes(`${coin}_${quote}`);
  const fault = traded
    ? `LIVE_SYMBOLS names ${coin}, of which fees would take what is held`
    : `${id} does not trade ${coin}/${quote}, so that a fee in ${coin} cannot be valued`;
  if (!priced || traded)
    return {
      name,
      outcome: inUse ? 'failed' : 'warning',
      said: `${fault}: ${inUse ? 'turn off' : 'see that the account does not use'} fees in ${coin}`,
    };
  return { name, outcome: 'ok', said: `a fee in ${coin} is booked at its price in ${quote} of that minute` };
}

function sayStops({ id, traded, resting }: ExchangeFacts): string {
  if (resting.length === 0) return 'STOPS AND TARGETS WORK ONLY WHILE THIS COMPANY RUNS: NONE RESTS AT THE EXCHANGE.';
  const watched = traded.filter((contract) => !resting.includes(contract));
  const but = watched.length > 0 ? `, BUT FOR THOSE OF ${watched.join(', ')}` : '';
  return [
    `STOPS REST AT ${id.toUpperCase()} AND SELL THERE ALSO WHILE THIS COMPANY DOES NOT RUN${but}.`,
    'TARGETS WORK AND STOPS TRAIL ONLY WHILE IT RUNS.',
  ].join(' ');
}
