import { demandPolicy, findPolicy, readPolicies, writePolicy } from '../../company/policies/index.ts';
import { findInstrumentsByContract } from '../../desk/instruments/index.ts';
import type { KernelContext } from '../../kernel/context.ts';
import type { Market } from '../../market/index.ts';
import { rolled } from './rolled.ts';

/**
 * Lets the months of futures that are traded now take the place of those that have rolled, in the policy `universe`.
 */
export async function rollUniverse(ctx: KernelContext, market: Market): Promise<void> {
  const [stored, policies] = await Promise.all([findPolicy(ctx.db, 'universe'), readPolicies(ctx.db)]);
  const universe = demandPolicy(policies, 'universe');
  const known = await findInstrumentsByContract(ctx.db, universe.contracts);
  const contracts = rolled(universe.contracts, known, market.contracts());
  if (!stored || !contracts) return;
  await writePolicy(ctx, {
    key: 'universe',
    value: { ...universe, contracts },
    version: stored.version,
    changedBy: 'market',
    reason: 'months that have rolled',
  });
}
