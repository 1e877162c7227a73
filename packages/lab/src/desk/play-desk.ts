import { nextBeatAt } from '@atc/core/company/runs';
import { nextInstant } from '@atc/core/loop/clockwork';
import { equityOf, type HistoryLine, type Trade } from '../engine/index.ts';
import type { World } from '../world/index.ts';
import { nextTurnAt, playInstant } from './calendar/index.ts';
import { type Ballot, type Desk, type DeskSettings, openDesk, portfolioOf } from './state/index.ts';

/** What came of a run of the desk. */
export interface DeskRun {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly capitalUsd: number;
  readonly equityUsd: number;
  readonly feesUsd: number;
  readonly trades: readonly Trade[];
  /** Positions that were open at the end, and what they came to until then, after fees. */
  readonly open: number;
  readonly openResultUsd: number;
  readonly signals: number;
  /** Positions that were open at the end. */
  readonly held: readonly Pick<Trade, 'symbol' | 'openedAt'>[];
  /** What was found worth buying. */
  readonly findings: readonly { readonly token: string; readonly at: number; readonly confidence: number | null }[];
  /** Every forecast of which it is known what came of it. */
  readonly foretold: readonly {
    readonly at: number;
    readonly probability: number;
    readonly base: number;
    readonly paid: boolean;
  }[];
  /** Instants at which something was due. */
  readonly instants: number;
  readonly history: readonly HistoryLine[];
  /** How often each check, or a vote, refused a proposal. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly ballots: readonly Ballot[];
}

/** Hears how far a run has come, from 0 to 1. */
export type Progress = (share: number) => void;

/** Plays the desk over a world from its first to its last instant. */
export function playDesk(world: World, settings: DeskSettings, progress: Progress = () => undefined): DeskRun {
  const { market } = world;
  const desk = openDesk(world, settings);
  const [from, until] = [market.startsAt.getTime(), market.endsAt.getTime()];
  let instants = 0;
  for (let now: Date | null = market.startsAt; now; now = nextOf(desk, now)) {
    playInstant(desk, now);
    instants += 1;
    progress((now.getTime() - from) / Math.max(1, until - from));
  }
  return runOf(desk, instants);
}

function nextOf(desk: Desk, now: Date): Date | null {
  const { market } = desk.world;
  return nextInstant(now, {
    barClose: market.nextBarCloseAfter(now),
    ruleDue: nextTurnAt(desk),
    beatDue: nextBeatAt(now),
    endsAt: market.endsAt,
  });
}

function runOf(desk: Desk, instants: number): DeskRun {
  const { account, world, trades, signals, history, refusals } = desk;
  return {
    ...{ startsAt: world.market.startsAt, endsAt: world.market.endsAt },
    capitalUsd: account.startingCapitalUsd.toNumber(),
    equityUsd: equityOf(account).toNumber(),
    feesUsd: account.feesUsd.toNumber(),
    openResultUsd: portfolioOf(desk).openResultUsd.toNumber(),
    ...{ trades, open: account.positions.length, signals: signals.count, instants, history: history.lines },
    held: account.positions.map(({ symbol, openedAt }) => ({ symbol, openedAt })),
    findings: findingsOf(desk),
    foretold: foretoldOf(desk),
    ballots: desk.ballots,
    refusals: Object.fromEntries([...refusals].sort(([, a], [, b]) => b - a)),
  };
}

function findingsOf({ signals }: Desk): DeskRun['findings'] {
  const buys = signals.since(Number.NEGATIVE_INFINITY).filter(({ signalType }) => signalType === 'buy');
  return buys.map(({ symbol, observedAt, confidence }) => ({ token: symbol, at: observedAt.getTime(), confidence }));
}

function foretoldOf({ forecasts }: Desk): DeskRun['foretold'] {
  return forecasts.all.flatMap(({ madeAt, odds, base, result }) =>
    result ? [{ at: madeAt.getTime(), probability: odds.probability, base, paid: result.paid }] : [],
  );
}
