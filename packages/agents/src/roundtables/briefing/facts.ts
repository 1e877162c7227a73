import type { AgentId } from '@atc/core/company/roster';
import type { Odds } from '@atc/core/desk/odds';
import type { Regime } from '@atc/core/desk/regime';
import type { FoundPlan } from '@atc/core/loop/strategies';
import type { Candle } from '@atc/core/market';
import type { ForetoldRecord, TradeRecord } from '../../minds/index.ts';

/** A proposal as a reviewer needs it; prices as plain decimal text. */
export interface SubjectFacts {
  readonly key: string;
  readonly symbol: string;
  readonly contract: string | null;
  readonly instrumentId: string | null;
  readonly positionId: string | null;
  /** An exit that no signal of the market asks for, but the rules of what found the entry. */
  readonly byOwnRules?: boolean;
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
  readonly signal?: SignalFacts | null;
}

/** The signal that a proposal acts on. */
export interface SignalFacts {
  readonly id: string;
  readonly observedAt: Date;
  /** What each piece of its analysis added to the log odds. */
  readonly weights: readonly number[];
}

export interface PositionFacts {
  readonly entryPrice: string | null;
  /** In force: it may have followed the price. */
  readonly stopLoss: string | null;
  /** All that was bought. */
  readonly costUsd: number;
  /** So far, after fees. */
  readonly resultUsd: number;
  readonly valueUsd: number;
  readonly openedAt: Date | null;
  /** The record that its signal's source keeps. */
  readonly source?: string | null;
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
  /** When the signal was taken in; null without one. */
  readonly signalPrice?: number | null;
  /** Base bars of the last 24 hours, and how many there should be. */
  readonly day?: { readonly bars: number; readonly of: number };
  /** What the chart alone rates a purchase; null where nothing is held. */
  readonly chartNow?: number | null;
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

/** A sell signal whose day is over: the price when it was taken in, and a day later. */
export interface PastSell {
  readonly before: number;
  readonly after: number;
}

/** What else the company has seen of a token, a source and an hour of the day. */
export interface EvidenceFacts {
  readonly fills: { readonly count: number; readonly slippageBps: number };
  readonly signals24h: { readonly buys: number; readonly sells: number; readonly otherSources: number };
  readonly foretold: Readonly<Record<'setup' | 'token' | 'hour' | 'all', ForetoldRecord>>;
  readonly losses: {
    readonly sinceWin: number;
    readonly lastOfTokenAt: Date | null;
    readonly ofCompany24h: number;
  };
  readonly sells: readonly PastSell[];
  /** What a probe costs; null where policy cannot be read. */
  readonly probeUsd: number | null;
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
  readonly evidence?: EvidenceFacts;
}
