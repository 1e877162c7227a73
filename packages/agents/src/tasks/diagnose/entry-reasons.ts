import type { Assessment } from '@atc/core/loop/signals';
import type { Reason } from './reasons.ts';

export interface EntryReasons {
  /** The entry's own words. */
  readonly summary: string | null;
  readonly atEntry: readonly Reason[];
  readonly later: readonly Reason[];
  /** What the chart alone rates the same entry at the later instant; null with too few bars. */
  readonly chartNow: number | null;
  /** Stop distance over the usual hourly range at the entry; null when either is not known. */
  readonly stopAtrs: number | null;
}

/** Something that was written down for or against an entry. */
export interface Evidence {
  readonly name: string;
  readonly value?: number | string | null | undefined;
  readonly weight?: number | null | undefined;
  readonly text: string;
}

export interface EntryFacts {
  readonly summary: string | null;
  readonly evidence: readonly Evidence[];
  /** What the chart said when it was entered, and later; null with too few bars. */
  readonly entered: Assessment | null;
  readonly later: Assessment | null;
  readonly entryPrice: number;
  readonly initialStop: number | null;
}

/** Why a trade was entered, each reason with its weight, and what the same chart says later. */
export function entryReasons({ summary, evidence, entered, later, ...trade }: EntryFacts): EntryReasons {
  const weightAtEntry = (name: string) => entered?.evidence.find((item) => item.name === name)?.weight ?? null;
  return {
    summary,
    atEntry: evidence.map(({ name, value, weight, text }) => ({
      name,
      value: value ?? null,
      weight: weight ?? weightAtEntry(name),
      text,
    })),
    // The chart knows nothing of the source's record, so that cannot be read again from it.
    later: (later?.evidence ?? []).filter(({ name }) => !name.startsWith('source_')),
    chartNow: later?.confidence ?? null,
    stopAtrs: stopAtrs(trade, entered?.atr ?? null),
  };
}

type Stopped = Pick<EntryFacts, 'entryPrice' | 'initialStop'>;

function stopAtrs({ entryPrice, initialStop }: Stopped, atr: number | null): number | null {
  return initialStop === null || atr === null || atr <= 0 ? null : (entryPrice - initialStop) / atr;
}
