import type { Odds } from '@atc/core/desk/odds';
import type { EvidenceItem } from '@atc/core/loop/signals';

/** A signal as a finder hands it in. */
export interface SignalDraft {
  readonly source: string;
  readonly contract: string;
  readonly signalType: 'buy' | 'sell';
  /** The shape that the scanner saw; null for research. */
  readonly pattern: string | null;
  /** The same key is the same signal. */
  readonly dedupeKey: string;
}

/** A signal on record, refused ones included. */
export interface Signal extends SignalDraft {
  readonly id: string;
  readonly symbol: string;
  readonly observedAt: Date;
  status: 'analyzing' | 'analyzed' | 'claimed' | 'refused';
  confidence: number | null;
  evidence: readonly EvidenceItem[];
  /** Of a buy that was analysed; else null. */
  odds: Odds | null;
}
