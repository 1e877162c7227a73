import type { Db } from '../../kernel/db/index.ts';
import { CompanyError } from '../../kernel/errors/index.ts';
import { type Policies, type PolicyKey, type PolicyValue, policyKeys, policySchemas } from './policy.ts';
import { listPolicies, type StoredPolicy } from './store.ts';

/** Policies as they stood at one moment, each with its version; a key whose stored value is invalid is missing. */
export interface PolicySet {
  readonly values: Partial<Policies>;
  readonly versions: Readonly<Record<string, number>>;
  /** Key → what is wrong with it. */
  readonly faults: Readonly<Record<string, string>>;
}

/** Reads and checks every policy. Fails closed: what is missing or invalid is in `faults`, never a default. */
export async function readPolicies(db: Db): Promise<PolicySet> {
  return checkPolicies(await listPolicies(db));
}

/** Checks stored rows against the schemas of their keys. */
export function checkPolicies(rows: readonly StoredPolicy[]): PolicySet {
  const values: Record<string, unknown> = {};
  const versions: Record<string, number> = {};
  const faults: Record<string, string> = {};
  for (const key of policyKeys) {
    const row = rows.find((candidate) => candidate.key === key);
    const parsed = row ? policySchemas[key].safeParse(row.value) : null;
    if (row) versions[key] = row.version;
    if (parsed?.success) values[key] = parsed.data;
    else faults[key] = parsed ? (parsed.error.issues[0]?.message ?? 'invalid') : 'missing';
  }
  return { values: values as Partial<Policies>, versions, faults };
}

/** The value of one policy; throws `policy_unreadable` when it is missing or invalid, so that what needs it stops. */
export function demandPolicy<K extends PolicyKey>(policies: PolicySet, key: K): PolicyValue<K> {
  const value = policies.values[key];
  if (value === undefined)
    throw new CompanyError('policy_unreadable', `policy ${key} is ${policies.faults[key] ?? 'missing'}`);
  return value as PolicyValue<K>;
}
