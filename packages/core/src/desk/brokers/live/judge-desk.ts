import { demandPolicy, type PolicyKey } from '../../../company/policies/index.ts';
import { sayAmount, sayCount, sayShare } from '../../../kernel/figures/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import { type Check, check } from '../../venue/index.ts';
import type { DeskFacts } from './desk-facts.ts';

export interface VenueChecks {
  /** What would be traded there, in words. */
  readonly what: string;
  /** What only this venue rests on. */
  readonly checks: readonly Check[];
}

/**
 * Judges whether the company may trade real money, each check with what was seen. One that holds something already is
 * started whatever else is wrong, so that it can sell; unless it could not see the price of what it holds.
 */
export function judgeDesk(facts: DeskFacts, venue: VenueChecks): readonly Check[] {
  const exposed = facts.openPositions > 0 || facts.openOrders > 0;
  const others = [policyCheck(facts), ...venue.checks, ...deskChecks(facts)];
  return [accountCheck(facts, venue), heldCheck(facts), ...(exposed ? others.map(milder) : others)];
}

function milder(check: Check): Check {
  return check.outcome === 'failed'
    ? { ...check, outcome: 'warning', said: `${check.said} (it starts all the same: what is held must be sold)` }
    : check;
}

function accountCheck({ account, confirmed }: DeskFacts, { what }: VenueChecks): Check {
  return account.id === confirmed
    ? check('account', true, `LIVE_TRADING_CONFIRMED names the account ${account.id}`)
    : check('account', false, `set LIVE_TRADING_CONFIRMED=${account.id} to let it trade ${what}`);
}

function heldCheck({ unlisted, openPositions }: DeskFacts): Check {
  return unlisted.length === 0
    ? check('held', true, `${sayCount(openPositions, 'position')}, each with its price`)
    : check('held', false, `${unlisted.join(', ')} held without a price: name it in LIVE_SYMBOLS or LIVE_TOKENS too`);
}

function policyCheck({ policies }: DeskFacts): Check {
  const live = policies.values.live_trading;
  if (!live) return check('policy', false, `live_trading cannot be read: ${policies.faults.live_trading ?? 'missing'}`);
  return live.enabled
    ? check('policy', true, `live_trading is enabled; the first trade costs at most ${live.first_order_usd} USD`)
    : {
        name: 'policy',
        outcome: 'warning',
        said: 'live_trading is not enabled: nothing is bought before PUT /api/policies/live_trading enables it',
      };
}

function deskChecks(facts: DeskFacts): readonly Check[] {
  const { policies, tradingState, openOrders, durable } = facts;
  const daily = policies.values.protections?.daily_loss_limit;
  const faulty: readonly PolicyKey[] = ['trade_limits', 'risk_controls', 'protections', 'universe'];
  const unread = faulty.filter((key) => policies.values[key] === undefined);
  const stopRequired = unread.length === 0 && demandPolicy(policies, 'risk_controls').stop_loss_required;
  return [
    check(
      'policies',
      unread.length === 0,
      unread.length === 0 ? 'all can be read' : `unreadable: ${unread.join(', ')}`,
    ),
    check('stop-loss', stopRequired, stopRequired ? 'no purchase without one' : 'risk_controls must require one'),
    check(
      'daily loss',
      daily?.enabled === true,
      daily?.enabled ? `buying stops at ${sayShare(daily.threshold)} a day` : 'daily_loss_limit must be enabled',
    ),
    entriesCheck(facts),
    check('state', tradingState !== null, `trading is ${tradingState ?? 'unknown'}; halted stops every order`),
    {
      name: 'orders',
      outcome: openOrders === 0 ? 'ok' : 'warning',
      said: `${openOrders} orders whose end is not known${openOrders > 0 ? ': the venue is asked first' : ''}`,
    },
    check(
      'durability',
      durable.fsync && durable.synchronousCommit,
      durable.fsync && durable.synchronousCommit
        ? 'what is committed is on disk'
        : 'PostgreSQL must run with fsync and synchronous_commit on',
    ),
  ];
}

function entriesCheck({ policies }: DeskFacts): Check {
  const entries = policies.values.strategy_policy?.entries;
  if (!entries) return check('entries', false, 'strategy_policy cannot be read: nothing is bought');
  return entries === 'promoted'
    ? check('entries', true, 'only what a promoted strategy found is bought')
    : {
        name: 'entries',
        outcome: 'warning',
        said:
          'strategy_policy lets any finder buy, tested or not: PUT /api/policies/strategy_policy with entries ' +
          '"promoted" keeps real money for strategies that the lab has promoted',
      };
}

/** The ledger's cash and the venue's may differ by rounding only. */
const CASH_WITHIN_USD = new Decimal('0.01');

export interface Cash {
  readonly books: Decimal;
  /** Null: not known. */
  readonly venue: Decimal | null;
  /** What the venue's cash is called. */
  readonly unit: string;
}

/** Whether there is enough cash for a smallest position, and whether ledger and venue agree on it. */
export function cashChecks({ policies }: DeskFacts, { books, venue, unit }: Cash): readonly Check[] {
  const least = policies.values.trade_limits?.min_position_usd ?? Number.POSITIVE_INFINITY;
  const apart = venue?.sub(books).abs() ?? null;
  const known = venue ? sayAmount(venue) : 'unknown';
  return [
    check('cash', venue?.gte(least) === true, `${known} ${unit}, at least ${least}`),
    {
      name: 'books',
      outcome: apart?.lte(CASH_WITHIN_USD) ? 'ok' : 'warning',
      said: `the ledger has ${sayAmount(books)} USD, the venue ${known} ${unit}`,
    },
  ];
}
