import { bandOf, type ReviewFacts } from '@atc/agents/roundtables';
import { countLosses, RECORD_MS } from '@atc/core/desk/odds';
import { DAY_MS } from '@atc/core/kernel/time';
import type { Trade } from '../../engine/index.ts';
import { type Desk, type DeskForecast, isWithout, type Proposal, type Signal } from '../state/index.ts';

type Evidence = NonNullable<ReviewFacts['evidence']>;

const MONTH_MS = 30 * DAY_MS;
const FILLS = 20;
const SELLS = 20;

/** What else the desk has seen of a token, a source and an hour of the day, as the company reads it. */
export function seenFacts(desk: Desk, { reading, draft }: Proposal): Evidence {
  const { contract, signalSource } = reading;
  return {
    fills: fillsOf(desk, contract),
    signals24h: signalsOfDay(desk, { contract, source: signalSource, signalId: draft.signalId }),
    foretold: foretoldOf(desk, contract, signalSource),
    losses: lossesOf(desk, contract),
    sells: pastSells(desk, signalSource),
    probeUsd: desk.settings.policies.values.strategy_policy?.probe_usd ?? null,
  };
}

function fillsOf({ account }: Desk, contract: string | null): Evidence['fills'] {
  const late = (account.slippage.get(contract ?? '') ?? []).slice(-FILLS);
  const sum = late.reduce((total, bps) => total + bps, 0);
  return { count: late.length, slippageBps: late.length === 0 ? 0 : sum / late.length };
}

interface Asked {
  readonly contract: string | null;
  readonly source: string | null;
  readonly signalId: string | undefined;
}

function signalsOfDay(desk: Desk, { contract, source, signalId }: Asked): Evidence['signals24h'] {
  const late = desk.signals
    .since(desk.now.getTime() - DAY_MS)
    .filter((one) => one.contract === contract && one.confidence !== null && one.id !== signalId);
  const buys = late.filter(({ signalType }) => signalType === 'buy');
  return {
    buys: buys.length,
    sells: late.length - buys.length,
    otherSources: new Set(buys.flatMap((one) => (one.source === source ? [] : [one.source]))).size,
  };
}

function foretoldOf(desk: Desk, contract: string | null, source: string | null): Evidence['foretold'] {
  const since = desk.now.getTime() - RECORD_MS;
  const settled = isWithout(desk, 'odds')
    ? []
    : desk.forecasts.all.filter(({ result, madeAt }) => result !== null && madeAt.getTime() >= since);
  const band = bandOf(desk.now);
  return {
    all: foretoldBy(settled),
    setup: foretoldBy(settled.filter((one) => one.source === source)),
    token: foretoldBy(settled.filter((one) => one.contract === contract)),
    hour: foretoldBy(settled.filter(({ madeAt }) => bandOf(madeAt) === band)),
  };
}

function foretoldBy(settled: readonly DeskForecast[]): Evidence['foretold']['all'] {
  const sum = settled.reduce((total, { result }) => total + (result?.resultR ?? 0), 0);
  return {
    of: settled.length,
    paid: settled.filter(({ result }) => result?.paid).length,
    meanR: settled.length === 0 ? 0 : sum / settled.length,
  };
}

function lossesOf(desk: Desk, contract: string | null): Evidence['losses'] {
  if (isWithout(desk, 'record')) return { sinceWin: 0, lastOfTokenAt: null, ofCompany24h: 0 };
  const now = desk.now.getTime();
  const lost = desk.trades.filter(
    ({ outcome, closedAt }) => outcome === 'loss' && closedAt.getTime() >= now - MONTH_MS,
  );
  const isOf = (trade: Trade) => trade.contract === contract;
  return {
    sinceWin: countLosses(desk.trades.filter(isOf), desk.now),
    lastOfTokenAt: lost.findLast(isOf)?.closedAt ?? null,
    ofCompany24h: lost.filter(({ closedAt }) => closedAt.getTime() >= now - DAY_MS).length,
  };
}

function pastSells(desk: Desk, source: string | null): Evidence['sells'] {
  const now = desk.now.getTime();
  const over = desk.signals
    .since(now - MONTH_MS)
    .filter(
      (one) =>
        one.source === source &&
        one.signalType === 'sell' &&
        one.confidence !== null &&
        one.observedAt.getTime() <= now - DAY_MS,
    );
  return over.slice(-SELLS).flatMap((one) => pastSellOf(desk, one) ?? []);
}

function pastSellOf({ world }: Desk, { contract, observedAt }: Signal): Evidence['sells'][number] | null {
  const before = world.market.price(contract, observedAt);
  const after = world.market.price(contract, new Date(observedAt.getTime() + DAY_MS));
  return before && after ? { before: before.price, after: after.price } : null;
}
