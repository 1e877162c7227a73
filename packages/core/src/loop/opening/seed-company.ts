import { defaultPolicies, insertPolicy, policyKeys } from '../../company/policies/index.ts';
import { seedTradingState } from '../../desk/protections/index.ts';
import { type BaseDb, inTransaction } from '../../kernel/db/index.ts';
import { seedTriggerRules } from '../triggers/index.ts';

/**
 * Writes the policies, rules and single rows that are missing; what a user changed stays. The universe comes from the
 * market.
 */
export async function seedCompany(db: BaseDb, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const key of policyKeys) {
      if (key !== 'universe')
        await insertPolicy(tx, {
          key,
          value: defaultPolicies[key],
          changedBy: 'seed',
          reason: 'the company’s first value',
          changedAt: now,
        });
    }
    await seedTriggerRules(tx);
    await seedTradingState(tx, now);
  });
}
