import { cashChecks, type DeskFacts, judgeDesk } from '@atc/core/desk/brokers';
import { type Check, check } from '@atc/core/desk/venue';
import type { Decimal } from '@atc/core/kernel/money';

/** Everything the preflight of an account at TopstepX looks at. Null means that it could not be read, and fails. */
export interface TopstepxFacts extends DeskFacts {
  readonly accountId: number;
  /** The account as the gateway shows it. */
  readonly gateway: { readonly name: string; readonly balance: Decimal; readonly canTrade: boolean } | null;
  /** The months that are traded now. */
  readonly months: readonly string[];
  /** Those of them that had a price in the last minutes. */
  readonly priced: readonly string[];
  /** Somebody says that they sit in front of it. */
  readonly attended: boolean;
  /** Purchases are to carry their stop. */
  readonly brackets: boolean;
}

/** Judges whether the company may trade futures for an account at TopstepX. */
export function judgeTopstepx(facts: TopstepxFacts): readonly Check[] {
  const { accountId, gateway, account, attended, brackets } = facts;
  const said = gateway ? `${gateway.name} ${gateway.canTrade ? 'may trade' : 'may not trade'}` : 'it is not shown';
  const checks: readonly Check[] = [
    check('gateway', gateway?.canTrade === true, `account ${accountId}: ${said}`),
    ...cashChecks(facts, { books: account.cashUsd, venue: gateway?.balance ?? null, unit: 'USD at TopstepX' }),
    ...monthChecks(facts),
    check('attended', attended, attended ? 'somebody sits in front of it' : 'set TOPSTEPX_ATTENDED=on, and be there'),
    {
      name: 'rules',
      outcome: 'warning',
      said: 'TOPSTEPX FORBIDS UNATTENDED BOTS, VPS, VPN AND REMOTE MACHINES. STAY WITH IT, ON A MACHINE OF YOUR OWN.',
    },
    {
      name: 'brackets',
      outcome: brackets ? 'warning' : 'ok',
      said: brackets
        ? 'every purchase carries its stop: the account must be set to Auto-OCO brackets, which cannot ' +
          'be seen from here; if it is not, nothing is bought'
        : 'a stop is left behind each purchase; with TOPSTEPX_BRACKETS=on the purchase carries it',
    },
    {
      name: 'stops',
      outcome: 'warning',
      said:
        'STOPS REST AT TOPSTEPX AND SELL THERE ALSO WHILE THIS COMPANY DOES NOT RUN. TARGETS WORK AND ' +
        'STOPS TRAIL ONLY WHILE IT RUNS.',
    },
  ];
  return judgeDesk(facts, { what: `the account ${accountId} at TopstepX`, checks });
}

function monthChecks({ universe, months, priced }: TopstepxFacts): readonly Check[] {
  const tradable = months.filter((month) => universe.includes(month));
  const silent = tradable.filter((month) => !priced.includes(month));
  return [
    {
      name: 'contracts',
      outcome: tradable.length > 0 ? 'ok' : 'warning',
      said: tradable.length > 0 ? tradable.join(', ') : `the universe names none of ${months.join(', ')} yet`,
    },
    {
      name: 'prices',
      outcome: silent.length > 0 ? 'warning' : 'ok',
      said:
        silent.length > 0
          ? `no price of ${silent.join(', ')}: the exchange may be closed, and nothing is bought without one`
          : 'all contracts have a price now',
    },
  ];
}
