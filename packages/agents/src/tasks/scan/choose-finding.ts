import type { Finding, Pattern } from './finding.ts';
import { topics } from './topics.ts';

export interface KnownBefore {
  /** Contracts that are held or being bought. */
  readonly held: ReadonlySet<string>;
  /** Contracts that a strategy sells by its own rules. */
  readonly kept?: ReadonlySet<string>;
  /** `contract|pattern` of signals of the last hours. */
  readonly recent: ReadonlySet<string>;
}

/**
 * Findings that are news: nothing to buy that is held, nothing to sell that is not or that its strategy sells, no
 * repetition.
 */
export function freshFindings(findings: readonly Finding[], { held, recent, kept }: KnownBefore): readonly Finding[] {
  return findings.filter(
    ({ contract, pattern, signalType }) =>
      held.has(contract) === (signalType !== 'buy') && !kept?.has(contract) && !recent.has(`${contract}|${pattern}`),
  );
}

/**
 * The best finding: one that the topic asks for before any other, then the strongest; the name breaks ties. Null when
 * there is none.
 */
export function chooseFinding(findings: readonly Finding[], wanted: readonly Pattern[]): Finding | null {
  const rank = ({ pattern }: Finding): number => (wanted.length === 0 || wanted.includes(pattern) ? 0 : 1);
  const sorted = findings.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      b.strength - a.strength ||
      a.contract.localeCompare(b.contract) ||
      a.pattern.localeCompare(b.pattern),
  );
  return sorted[0] ?? null;
}

/** The natural key of a finding: the same token, pattern and bar are one signal. */
export function findingKey({ contract, pattern, barClosedAt }: Finding): string {
  return `scan|${contract}|${pattern}|${barClosedAt}`;
}

/**
 * What is looked for first when a memory influences the search: the patterns that it speaks well of, without those that
 * it warns of.
 */
export function patternsRecalled(
  memory: { readonly tags: readonly string[] } | null,
  wanted: readonly Pattern[],
): readonly Pattern[] {
  if (!memory) return wanted;
  const known = [...new Set(Object.values(topics).flatMap(({ patterns }) => patterns))];
  const named = known.filter((pattern) => memory.tags.some((tag) => tag === `scanner:${pattern}`));
  if (memory.tags.includes('good')) return [...new Set([...named, ...wanted])];
  const left = (wanted.length > 0 ? wanted : known).filter((pattern) => !named.includes(pattern));
  return left.length > 0 ? left : wanted;
}
