import { cashChecks, type DeskFacts, judgeDesk } from '@atc/core/desk/brokers';
import { type Check, check } from '@atc/core/desk/venue';
import { sayAmount } from '@atc/core/kernel/figures';
import type { Decimal } from '@atc/core/kernel/money';

/** Everything the preflight of an account at Webull looks at. Null means that it could not be read, and fails. */
export interface WebullFacts extends DeskFacts {
  readonly accountId: string;
  /** Why Webull does not answer us; null when it does. */
  readonly silence: string | null;
  /** Accounts that the key may trade. */
  readonly accounts: readonly string[];
  readonly cash: { readonly cashUsd: Decimal; readonly buyingPowerUsd: Decimal } | null;
  /** Shares of the universe that Webull tells a price of, fresh or not. */
  readonly priced: readonly string[];
}

/** What works of stops where what is traded is of a class. */
const STOPS = {
  equity:
    'STOPS OF WHOLE SHARES REST AT WEBULL AND SELL THERE, IN THE CORE SESSION, ALSO WHILE THIS ' +
    'COMPANY DOES NOT RUN. TARGETS WORK, STOPS TRAIL AND FRACTIONS OF A SHARE ARE SOLD ONLY WHILE IT ' +
    'RUNS.',
  option:
    'STOPS OF OPTIONS WORK ONLY WHILE THIS COMPANY RUNS, AND ONLY WHILE THE EXCHANGE IS OPEN. WHAT ' +
    'IS STILL HELD ON ITS LAST DAY IS SOLD THEN, IF THE COMPANY RUNS: AFTERWARDS IT IS SHARES, OR ' +
    'NOTHING.',
} as const;

/** Judges whether the company may trade stocks, or options, for an account at Webull. */
export function judgeWebull(facts: WebullFacts, assetClass: keyof typeof STOPS): readonly Check[] {
  const { accountId, silence, accounts, cash, account, universe, priced, policies } = facts;
  const least = policies.values.trade_limits?.min_position_usd ?? Number.POSITIVE_INFINITY;
  const missing = universe.filter((symbol) => !priced.includes(symbol));
  const checks: readonly Check[] = [
    check('webull', silence === null, silence ?? 'it answers, and the access token is valid'),
    check(
      'account id',
      accounts.includes(accountId),
      `${accountId}, of ${accounts.join(', ') || 'none'} that are shown`,
    ),
    ...cashChecks(facts, { books: account.cashUsd, venue: cash?.cashUsd ?? null, unit: 'USD at Webull' }),
    check(
      'buying power',
      cash?.buyingPowerUsd.gte(least) === true,
      `${cash ? sayAmount(cash.buyingPowerUsd) : 'unknown'} USD, at least ${least}`,
    ),
    {
      name: 'prices',
      outcome: priced.length === 0 ? 'failed' : missing.length > 0 ? 'warning' : 'ok',
      said:
        `${priced.length} of ${universe.length} ${assetClass === 'option' ? 'contracts' : 'shares'} ` +
        `are told${missing.length > 0 ? `; not ${missing.join(', ')}` : ''}`,
    },
    { name: 'stops', outcome: 'warning', said: STOPS[assetClass] },
  ];
  return judgeDesk(facts, { what: `the account ${accountId} at Webull`, checks });
}
