import type { KernelContext } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { faultsOf } from '../../kernel/faults/index.ts';
import { emitEvent } from '../events/index.ts';
import { isPolicyKey, policySchemas } from './policy.ts';
import { findPolicy, replacePolicy, takePolicies } from './store.ts';

export interface PolicyWrite {
  readonly key: string;
  readonly value: unknown;
  /** The version that the writer has seen. */
  readonly version: number;
  readonly changedBy: string;
  readonly reason: string;
}

export type PolicyWritten =
  | { readonly outcome: 'written'; readonly version: number }
  | { readonly outcome: 'unknown_key' }
  | { readonly outcome: 'stale'; readonly version: number }
  | { readonly outcome: 'invalid'; readonly issues: readonly { readonly path: string; readonly message: string }[] };

/**
 * Validates and stores a new version of a policy, its history and its event. Refuses unknown keys, invalid values and
 * stale versions.
 */
export async function writePolicy(ctx: KernelContext, write: PolicyWrite): Promise<PolicyWritten> {
  if (!isPolicyKey(write.key)) return { outcome: 'unknown_key' };
  const parsed = policySchemas[write.key].safeParse(write.value);
  if (!parsed.success) {
    return {
      outcome: 'invalid',
      issues: faultsOf(parsed.error),
    };
  }
  const written = await inTransaction(ctx.db, async (tx): Promise<PolicyWritten> => {
    await takePolicies(tx);
    const version = await replacePolicy(tx, write.version, {
      ...write,
      value: parsed.data,
      changedAt: ctx.clock.now(),
    });
    if (version === null) return { outcome: 'stale', version: (await findPolicy(tx, write.key))?.version ?? 0 };
    await emitEvent(ctx, tx, {
      kind: 'policy.changed',
      title: `Policy ${write.key} changed`,
      summary: `${write.changedBy} set ${write.key} to version ${version}: ${write.reason}`,
      fields: { key: write.key, version, changedBy: write.changedBy },
    });
    return { outcome: 'written', version };
  });
  return written;
}
