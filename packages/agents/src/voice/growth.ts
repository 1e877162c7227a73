import { type Grown, type MemoryCounts, type Modifier, sayModifier } from './modifier.ts';

const MOST = 3;
const LESSONS = 8;
const STRATEGIES = 8;
const PATTERNS = 6;
const ONE_TOKEN = 4;

/** How an agent's memories shape its voice: at most three modifiers, what it has most of first. */
export function growVoice({ lessons, strategies, patterns, tokens }: MemoryCounts): readonly Grown[] {
  const candidates: readonly Grown[] = [
    { modifier: { kind: 'seasoned', about: null }, count: lessons, needed: LESSONS },
    { modifier: { kind: 'strategic', about: null }, count: strategies, needed: STRATEGIES },
    { modifier: { kind: 'pattern_minded', about: null }, count: patterns, needed: PATTERNS },
    ...tokens.map(({ symbol, count }): Grown => {
      return { modifier: { kind: 'fixed_on', about: symbol }, count, needed: ONE_TOKEN };
    }),
  ];
  return candidates
    .filter(({ count, needed }) => count >= needed)
    .toSorted((a, b) => b.count / b.needed - a.count / a.needed)
    .slice(0, MOST);
}

/** Whether two voices are the same, whatever the order. */
export function sameVoice(one: readonly Modifier[], other: readonly Modifier[]): boolean {
  const words = (voice: readonly Modifier[]) => voice.map(sayModifier).toSorted().join('|');
  return words(one) === words(other);
}
