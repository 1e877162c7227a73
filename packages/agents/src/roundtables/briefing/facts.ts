import type { AgentId } from '@atc/core/company/roster';
import type { Candle } from '@atc/core/desk/market';
import type { Odds } from '@atc/core/desk/odds';
import type { Regime } from '@atc/core/desk/regime';
import type { FoundPlan } from '@atc/core/loop/strategies';
import type { TradeRecord } from '../../minds/index.ts';

/** A proposal as a reviewer needs it; prices as plain decimal text. */
export interface SubjectFacts {
  readonly key: string;
  readonly symbol: string;
  readonly contract: string | null;
  readonly instrumentId: string | null;
  readonly positionId: string | null;
  readonly action: 'entry' | 'scale_up' | 'scale_down' | 'exit';
  readonly agentId: AgentId;
  readonly sizeUsd: number | null;
  readonly riskUsd: number | null;
  readonly entryPrice: string | null;
  readonly stopLoss: string | null;
  readonly target: string | null;
  readonly confidence: number | null;
  readonly stopDefaulted: boolean;
  readonly fraction: number | null;
  readonly evidenceCount: number;
  /** Of the record that its signal's source keeps. */
  readonly sourceName: string | null;
  /** What is known of its signal's chance to pay. */
  readonly odds?: Odds | null;
  /** The plan of the strategy that found an entry. */
  readonly found?: FoundPlan | null;
}

export interface PositionFacts {
  readonly entryPrice: string | null;
  readonly stopLoss: string | null;
  /** All that was bought. */
  readonly costUsd: number;
  /** So far, after fees. */
  readonly resultUsd: number;
  readonly valueUsd: number;
  readonly openedAt: Date | null;
}

export interface PortfolioFacts {
  readonly equityUsd: number;
  readonly cashUsd: number;
  readonly exposureUsd: number;
  readonly openPositions: number;
  readonly drawdownPct: number;
  readonly dayPnlUsd: number;
}

export interface MarketFacts {
  readonly price: { readonly price: number; readonly at: Date } | null;
  /** Whether the price is too old to say anything by, or there is none. */
  readonly stale: boolean;
  /** Closed hourly bars, oldest first. */
  readonly hours: readonly Candle[];
  /** What the whole market is like; null where that is not known. */
  readonly regime?: Regime | null;
}

export interface HeldToken {
  readonly symbol: string;
  readonly hours: readonly Candle[];
}

export interface RecordFacts {
  readonly token: TradeRecord;
  readonly source: TradeRecord;
  readonly company: TradeRecord;
}

/** Everything that a briefing is composed of. */
export interface ReviewFacts {
  readonly at: Date;
  readonly subject: SubjectFacts;
  readonly position: PositionFacts | null;
  readonly portfolio: PortfolioFacts;
  readonly market: MarketFacts;
  /** Tokens held beside the subject's. */
  readonly held: readonly HeldToken[];
  readonly record: RecordFacts;
}
