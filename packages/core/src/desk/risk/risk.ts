import type { Decimal } from '../../kernel/money/index.ts';

/** What is held, with the price under which it is sold. */
export interface HeldStop {
  readonly positionId: string;
  readonly symbol: string;
  readonly contract: string;
  readonly quantity: Decimal;
  /** What it is valued at. */
  readonly price: Decimal;
  /** Company time of that price. */
  readonly pricedAt: Date;
  readonly stopLoss: Decimal | null;
  readonly trailingStopPct: number | null;
  readonly highWater: Decimal | null;
  /** Whether its stop rests at the venue; else the watch sells. */
  readonly stopRests: boolean;
}

/** What one position loses of today's value when its stop is hit. */
export interface PositionRisk
  extends Pick<HeldStop, 'positionId' | 'symbol' | 'contract' | 'price' | 'pricedAt' | 'stopRests'> {
  readonly valueUsd: Decimal;
  /** The price under which it is sold; null: none, and all of its value is at risk. */
  readonly stop: Decimal | null;
  /** Before what selling costs. */
  readonly lossUsd: Decimal;
  /** Of equity, a fraction. */
  readonly lossShare: number;
}

export const limitNames = ['trades_today', 'open_positions', 'portfolio_risk', 'drawdown', 'daily_loss'] as const;
export type LimitName = (typeof limitNames)[number];

/** How far a limit is used up. */
export interface LimitUse {
  readonly name: LimitName;
  readonly policy: 'trade_limits' | 'risk_controls' | 'protections';
  readonly unit: 'count' | 'usd' | 'share';
  readonly used: Decimal;
  /** Null: it is switched off, or its policy cannot be read. */
  readonly limit: Decimal | null;
}

/** What can be lost now, and how far every limit is from stopping the desk. */
export interface Risk {
  readonly equityUsd: Decimal;
  /** If every stop is hit. */
  readonly lossUsd: Decimal;
  readonly lossShare: number;
  /** The largest first, in USD. */
  readonly positions: readonly PositionRisk[];
  readonly limits: readonly LimitUse[];
}
