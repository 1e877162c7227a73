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
  /** Contracts that the exchange trades. */
  readonly traded: readonly string[];
}

/** Judges whether the company may trade for an account at an exchange. */
export function judgeExchange(facts: ExchangeFacts): readonly Check[] {
  const { id, sandbox, quote, cash, account, universe, traded } = facts;
  const missing = universe.filter((contract) => !traded.includes(contract));
  const checks: readonly Check[] = [
    keyCheck(facts),
    ...cashChecks(facts, { books: account.cashUsd, venue: cash, unit: `${quote} at ${id}` }),
    {
      name: 'pairs',
      outcome: traded.length === 0 ? 'failed' : missing.length > 0 ? 'warning' : 'ok',
      said: `${traded.length} are traded${missing.length > 0 ? `; not ${missing.join(', ')}` : ''}`,
    },
    {
      name: 'stops',
      outcome: 'warning',
      said: 'STOPS AND TARGETS WORK ONLY WHILE THIS COMPANY RUNS: NONE RESTS AT THE EXCHANGE.',
    },
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
