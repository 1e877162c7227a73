import { barIntervals } from '@atc/core/desk/strategies';
import { sayCount } from '@atc/core/kernel/figures';
import type { Tape } from '../tape/index.ts';
import type { Contender } from './contender.ts';

/** Whether a contender can be played over a tape: why not at all, and what of it is left out. */
export interface Fitness {
  readonly refusals: readonly string[];
  readonly notes: readonly string[];
}

/** Judges whether a tape has the tokens, the bars and the history that a contender needs. */
export function fitnessOf(contender: Contender, { tokens, barMs, endsAt }: Tape): Fitness {
  const { name, bars, symbols, looksAt, lookback } = contender;
  const listed = new Set(tokens.map(({ symbol }) => symbol));
  const missing = (wanted: readonly string[]) => wanted.filter((symbol) => !listed.has(symbol));
  const [absent, unseen] = [missing(symbols ?? []), missing(looksAt)];
  const needMs = lookback * barIntervals[bars];
  const traded = tokens.filter(({ symbol }) => symbols === null || symbols.includes(symbol));
  const young = traded.filter(({ base }) => (base.openAt[0] ?? endsAt) + needMs > endsAt);
  const needs = `${name} needs ${sayCount(lookback, 'bar')} of ${bars} before it decides`;
  const all = young.length === traded.length;
  return {
    refusals: [
      ...(barIntervals[bars] % barMs === 0 ? [] : [`${name} decides on bars of ${bars}, the recording's are longer`]),
      ...(unseen.length > 0 ? [`${name} looks at ${unseen.join(', ')}: the recording has no such token`] : []),
      ...(traded.length === 0 ? [`${name} trades ${absent.join(', ')}: the recording has no such token`] : []),
      ...(traded.length > 0 && all ? [`${needs}: the recording is shorter`] : []),
    ],
    notes: [
      ...(absent.length > 0 ? [`${name} also trades ${absent.join(', ')}: the recording has no such token`] : []),
      ...(young.length > 0 && !all ? [`${needs}: too few of ${young.map(({ symbol }) => symbol).join(', ')}`] : []),
    ],
  };
}
