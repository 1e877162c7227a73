import sift from 'sift';
import type { RuleFacts } from './facts.ts';

export type Condition = Readonly<Record<string, unknown>>;

const JOINS: ReadonlySet<string> = new Set(['$and', '$or', '$nor']);

const OPERATORS: ReadonlySet<string> = new Set([
  ...JOINS,
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$exists',
  '$not',
  '$all',
  '$size',
  '$elemMatch',
  '$mod',
  '$type',
]);

const MAX_LENGTH = 4000;
const MAX_DEPTH = 8;

const isPlain = (value: unknown): value is Condition =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * What is wrong with a query before it is ever asked: operators that do more than compare, size, depth, form. Null:
 * nothing.
 */
export function conditionFault(query: unknown): string | null {
  if (!isPlain(query)) return 'must be an object';
  if (JSON.stringify(query).length > MAX_LENGTH) return `must be at most ${MAX_LENGTH} characters`;
  return operatorFault(query, 1) ?? runFault(query);
}

function operatorFault(query: unknown, depth: number): string | null {
  if (depth > MAX_DEPTH) return `must be at most ${MAX_DEPTH} levels deep`;
  if (typeof query === 'function') return 'must be data, not code';
  if (query === null || typeof query !== 'object') return null;
  for (const [key, value] of Object.entries(query)) {
    if (key.startsWith('$') && !OPERATORS.has(key))
      return `${key} is not an operator that a condition may use; it may use ${[...OPERATORS].join(', ')}`;
    const inner = operatorFault(value, depth + 1);
    if (inner) return inner;
  }
  return null;
}

function runFault(query: Condition): string | null {
  try {
    sift.default(query)({ fields: {} });
    return null;
  } catch (error) {
    return `is no query: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Whether facts satisfy a rule's MongoDB-style query; a query with a fault matches nothing. */
export function matches(conditions: Condition, facts: RuleFacts): boolean {
  if (conditionFault(conditions)) return false;
  try {
    return sift.default(conditions)(facts);
  } catch {
    return false;
  }
}

/** The names of facts that a query asks about, such as `fields.pnlPct`. */
export function pathsOf(query: unknown): readonly string[] {
  if (Array.isArray(query)) return query.flatMap(pathsOf);
  if (!isPlain(query)) return [];
  return Object.entries(query).flatMap(([key, value]) => {
    if (JOINS.has(key)) return pathsOf(value);
    return key.startsWith('$') ? [] : [key];
  });
}

/** Whether a query asks about the company's books. */
export function asksBooks(query: Condition): boolean {
  return pathsOf(query).some((path) => path === 'portfolio' || path.startsWith('portfolio.'));
}
