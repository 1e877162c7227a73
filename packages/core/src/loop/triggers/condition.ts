import sift from 'sift';
import type { EventRow } from '../../company/events/index.ts';

const OPERATORS: ReadonlySet<string> = new Set([
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$exists',
  '$and',
  '$or',
  '$nor',
  '$not',
  '$all',
  '$size',
  '$elemMatch',
  '$mod',
  '$type',
]);

/** Whether every operator of a query is one that only compares: `$where` and regular expressions are refused. */
export function isSafeCondition(query: unknown): boolean {
  if (Array.isArray(query)) return query.every(isSafeCondition);
  if (query === null || typeof query !== 'object') return true;
  return Object.entries(query).every(
    ([key, value]) => (!key.startsWith('$') || OPERATORS.has(key)) && isSafeCondition(value),
  );
}

/** Whether an event satisfies a rule's MongoDB-style query; an unsafe query matches nothing. */
export function matches(conditions: Readonly<Record<string, unknown>>, event: EventRow): boolean {
  return isSafeCondition(conditions) && sift.default(conditions)(event);
}
