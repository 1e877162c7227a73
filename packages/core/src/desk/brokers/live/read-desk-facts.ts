import { readPolicies } from '../../../company/policies/index.ts';
import { readTradingState } from '../../protections/index.ts';
import type { LiveQuestion } from '../../venue/index.ts';
import type { DeskFacts } from './desk-facts.ts';
import { countOpen, readDurability } from './store.ts';

/** Reads of the database what the preflight looks at. */
export async function readDeskFacts({ db, market, account, confirmed }: LiveQuestion): Promise<DeskFacts> {
  const listed = new Set(market.contracts().map(({ contract }) => contract));
  const [policies, state, open, durable] = await Promise.all([
    readPolicies(db),
    readTradingState(db),
    countOpen(db, account.id),
    readDurability(db),
  ]);
  return {
    account,
    confirmed,
    policies,
    universe: policies.values.universe?.contracts ?? [],
    tradingState: state.state,
    openOrders: open.orders,
    openPositions: open.positions,
    unlisted: open.contracts.filter((contract) => !listed.has(contract)),
    durable,
  };
}
