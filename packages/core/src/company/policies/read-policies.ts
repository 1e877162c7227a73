import { type Db, Prisma, type Reading, reading } from '../../kernel/db/index.ts';
import { CompanyError } from '../../kernel/errors/index.ts';
import { faultsOf } from '../../kernel/faults/index.ts';
import { type Policies, type PolicyKey, type PolicyValue, policyKeys, policySchemas } from './policy.ts';
import { listPolicies, type PolicyRow, policyRows } from './store.ts';

/** Policies as they stood at one moment, each with its version; a key whose stored value is invalid is missing. */
export interface PolicySet {
  readonly values: Partial<Policies>;
  readonly versions: Readonly<Record<string, number>>;
  /** Key → what is wrong with it. */
  readonly faults: Readonly<Record<string, string>>;
}

/** Every policy, checked, to be asked for together with other things. Fails closed as `readPolicies` does. */
export const policiesNow = reading(policyRows, checkPolicies);

/** The value of one policy; undefined while it is missing or invalid. */
export function policyNow<K extends PolicyKey>(key: K): Reading<PolicyValue<K> | undefined> {
  const row = Prisma.sql`SELECT p.* FROM (${policyRows}) p WHERE p.key = ${key}`;
  return reading(row, (rows: readonly PolicyRow[]) => checkPolicies(rows).values[key] as PolicyValue<K> | undefined);
}

/** Reads and checks every policy. Fails closed: what is missing or invalid is in `faults`, never a default. */
export async function readPolicies(db: Db): Promise<PolicySet> {
  return checkPolicies(await listPolicies(db));
}

/** Checks stored rows against the schemas of their keys. */
export function checkPolicies(rows: readonly PolicyRow[]): PolicySet {
  const values: Record<string, unknown> = {};
  const versions: Record<string, number> = {};
  const faults: Record<string, string> = {};
  for (const key of policyKeys) {
    const row = rows.find((candidate) => candidate.key === key);
    const checked = row ? check(key, row.json) : { fault: 'missing' };
    if (row) versions[key] = row.version;
    if ('value' in checked) values[key] = checked.value;
    else faults[key] = checked.fault;
  }
  return { values: values as Partial<Policies>, versions, faults };
}

type Checked = { readonly value: unknown } | { readonly fault: string };

// A policy is read many times between two changes: the same JSON is checked once.
const lastChecked = new Map<PolicyKey, { readonly json: string; readonly checked: Checked }>();

function check(key: PolicyKey, json: string): Checked {
  const known = lastChecked.get(key);
  if (known?.json === json) return known.checked;
  const parsed = policySchemas[key].safeParse(JSON.parse(json));
  const checked = parsed.success
    ? { value: frozen(parsed.data) }
    : {
        fault: faultsOf(parsed.error)
          .map(({ path, message }) => (path ? `${path} ${message}` : message))
          .join('; '),
      };
  lastChecked.set(key, { json, checked });
  return checked;
}

/** Everything of it read-only: all who read the policy share it. */
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
