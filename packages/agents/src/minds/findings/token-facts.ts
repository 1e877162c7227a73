import { sayCount } from '@atc/core/kernel/figures';
import { isPromoted } from '@atc/core/loop/strategies';
import { clockTime, hours, pct, price, ratio, usd } from '../rule-mind/voices/figure.ts';
import type { TalkBriefing } from '../talk.ts';
import type { Fact } from './fact.ts';

type Told = Omit<Fact, 'about' | 'on' | 'measure'> & { readonly measure?: number };

/** Facts of tokens: what moves, what was signalled, what is held, what was closed, what has no price. */
export function tokenFacts(briefing: TalkBriefing): readonly Fact[] {
  const { at, movers, signals, held, unpriced = [], lastTrade } = briefing;
  return [
    ...unpriced.map(({ symbol, minutes }) =>
      of(symbol, {
        ...{ kind: 'unpriced', source: `unpriced.${symbol}.minutes`, value: minutes },
        ...{ figure: sayCount(minutes, 'minute'), more: {} },
      }),
    ),
    ...movers.flatMap(({ symbol, price: last, change24hPct: value }) => {
      if (value === null) return [];
      const more = { price: price(last), time: clockTime(at) };
      return [of(symbol, { kind: 'moved', source: `movers.${symbol}.change24hPct`, value, figure: pct(value), more })];
    }),
    ...signals.map(({ symbol, confidence: value, source }) =>
      of(symbol, {
        ...{ kind: 'signalled', source: `signals.${symbol}.confidence`, value, figure: ratio(value) },
        more: { source },
      }),
    ),
    ...held.flatMap((one) => heldFacts(one)),
    ...(lastTrade ? [closedFact(lastTrade)] : []),
  ];
}

const of = (name: string, { measure, ...fact }: Told): Fact => ({
  ...{ about: { kind: 'token', name }, on: name, measure: measure ?? fact.value },
  ...fact,
});

function heldFacts({ symbol, pnlPct, pnlUsd, toStopPct, holdHours }: TalkBriefing['held'][number]): readonly Fact[] {
  const known: Fact['more'] = { usd: usd(pnlUsd), ...(holdHours === null ? {} : { hours: hours(holdHours) }) };
  const fact = (kind: 'held' | 'room', field: string, value: number | null): readonly Fact[] =>
    value === null
      ? []
      : [of(symbol, { kind, source: `held.${symbol}.${field}`, value, figure: pct(value), more: known })];
  return [...fact('held', 'pnlPct', pnlPct), ...fact('room', 'toStopPct', toStopPct)];
}

function closedFact({ symbol, pnlPct, pnlUsd, exitReason, holdHours }: NonNullable<TalkBriefing['lastTrade']>): Fact {
  const more = { usd: usd(pnlUsd), exit: exitReason.replaceAll('_', ' '), hours: hours(holdHours) };
  return of(symbol, {
    ...{ kind: 'closed', source: `lastTrade.${symbol}.pnlPct`, value: pnlPct, figure: pct(pnlPct), more },
  });
}

/** How strategies stand: what their trades made beside what is expected, what is untried, and what was turned down. */
export function strategyFacts({ strategies = [] }: TalkBriefing): readonly Fact[] {
  return strategies.map((standing) => {
    const { name } = standing;
    return { about: { kind: 'setup', name }, on: name, ...standingOf(standing) };
  });
}

type Standing = NonNullable<TalkBriefing['strategies']>[number];

function standingOf({ name, state, expectedPct, liveTrades, livePct, reason }: Standing): Omit<Fact, 'about' | 'on'> {
  const trades = sayCount(liveTrades, 'trade');
  const at = (field: string, value: number) => ({ source: `strategies.${name}.${field}`, value, measure: value });
  if (!isPromoted(state) || expectedPct === null)
    return { kind: 'turned_down', ...at('liveTrades', liveTrades), figure: trades, more: { reason, state } };
  const expected = pct(expectedPct);
  if (livePct === null || liveTrades === 0)
    return { kind: 'untried', ...at('expectedPct', expectedPct), figure: expected, more: { state } };
  const measure = livePct - expectedPct;
  return { kind: 'standing', ...at('livePct', livePct), measure, figure: pct(livePct), more: { expected, trades } };
}
