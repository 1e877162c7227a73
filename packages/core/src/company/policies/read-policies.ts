import type { Db } from '../../kernel/db/index.ts';
import { CompanyError } from '../../kernel/errors/index.ts';
import { type Policies, type PolicyKey, type PolicyValue, policyKeys, policySchemas } from './policy.ts';
import { listPolicyTexts, type StoredPolicy } from './store.ts';

/** Policies as they stood at one moment, each with its version; a key whose stored value is invalid is missing. */
export interface PolicySet {
  readonly values: Partial<Policies>;
  readonly versions: Readonly<Record<string, number>>;
  /** Key → what is wrong with it. */
  readonly faults: Readonly<Record<string, string>>;
}

/** Reads and checks every policy. Fails closed: what is missing or invalid is in `faults`, never a default. */
export async function readPolicies(db: Db): Promise<PolicySet> {
  const rows = await listPolicyTexts(db);
  return gather((key) => {
    const row = rows.find((candidate) => candidate.key === key);
    return row && { version: row.version, checked: checkText(key, row.text) };
  });
}

/** Checks stored rows against the schemas of their keys. */
export function checkPolicies(rows: readonly StoredPolicy[]): PolicySet {
  return gather((key) => {
    const row = rows.find((candidate) => candidate.key === key);
    return row && { version: row.version, checked: check(key, row.value) };
  });
}

interface Found {
  readonly version: number;
  readonly checked: Checked;
}

type Checked = { readonly value: unknown } | { readonly fault: string };

function gather(find: (key: PolicyKey) => Found | undefined): PolicySet {
  const values: Record<string, unknown> = {};
  const versions: Record<string, number> = {};
  const faults: Record<string, string> = {};
  for (const key of policyKeys) {
    const found = find(key);
    if (found) versions[key] = found.version;
    if (found && 'value' in found.checked) values[key] = found.checked.value;
    else faults[key] = found && 'fault' in found.checked ? found.checked.fault : 'missing';
  }
  return { values: values as Partial<Policies>, versions, faults };
}

function check(key: PolicyKey, value: unknown): Checked {
  const parsed = policySchemas[key].safeParse(value);
  return parsed.success ? { value: parsed.data } : { fault: parsed.error.issues[0]?.message ?? 'invalid' };
}

// A policy is read many times between two changes: a text that was checked before is not checked again.
const lastChecked = new Map<PolicyKey, { readonly text: string; readonly checked: Checked }>();

function checkText(key: PolicyKey, text: string): Checked {
  const known = lastChecked.get(key);
  if (known?.text === text) return known.checked;
  const checked = frozen(check(key, JSON.parse(text)));
  lastChecked.set(key, { text, checked });
  return checked;
}

/** Everything of it read-only: it is shared by all who read the same text. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

/** The value of one policy; throws `policy_unreadable` when it is missing or invalid, so that what needs it stops. */
export function demandPolicy<K extends PolicyKey>(policies: PolicySet, key: K): PolicyValue<K> {
  const value = policies.values[key];
  if (value === undefined)
    throw new CompanyError('policy_unreadable', `policy ${key} is ${policies.faults[key] ?? 'missing'}`);
  return value as PolicyValue<K>;
}
