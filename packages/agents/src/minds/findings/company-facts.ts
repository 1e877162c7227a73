import { sayCount } from '@atc/core/kernel/figures';
import { clockTime, pct, percent, price, ratio, usd } from '../rule-mind/voices/figure.ts';
import type { TalkBriefing } from '../talk.ts';
import type { Fact } from './fact.ts';

type Told = Omit<Fact, 'about' | 'measure' | 'more'> & {
  readonly measure?: number;
  readonly more?: Fact['more'];
};

const of = (about: Fact['about'], { measure, more, ...fact }: Told): Fact => ({
  ...{ about, measure: measure ?? fact.value, more: more ?? {} },
  ...fact,
});

const market = (told: Told): Fact => of({ kind: 'market', name: 'the market' }, told);
const book = (told: Told): Fact => of({ kind: 'book', name: 'the book' }, told);
const process = (told: Told): Fact => of({ kind: 'process', name: 'the process' }, told);

/** Facts of the whole market, by a week. */
export function marketFacts({ regime }: TalkBriefing): readonly Fact[] {
  if (!regime) return [];
  const { name, breadth, tokens, leader, leaderTrend, change, correlation } = regime;
  const above = `${Math.round(breadth * tokens)} of ${tokens} tokens`;
  const more = { regime: name, leader, trend: pct(leaderTrend), above };
  const facts: readonly Told[] = [
    {
      ...{ kind: 'breadth', source: 'regime.breadth', value: breadth, figure: above },
      ...{ on: `a market with ${above} above their average`, more },
    },
    {
      ...{ kind: 'leader', source: 'regime.leaderTrend', value: leaderTrend, figure: pct(leaderTrend) },
      ...{ on: `a market whose leader ${leader} stands ${pct(leaderTrend)} from its average`, more },
    },
    {
      ...{ kind: 'week', source: 'regime.change', value: change, figure: pct(change) },
      ...{ on: `a week of ${pct(change)}`, more },
    },
  ];
  const alike: readonly Told[] =
    correlation === null
      ? []
      : [
          {
            ...{ kind: 'together', source: 'regime.correlation', value: correlation, figure: ratio(correlation) },
            ...{ on: `a correlation of ${ratio(correlation)}`, more: { tokens: sayCount(tokens, 'token') } },
          },
        ];
  return [...facts, ...alike].map(market);
}

const CENT = 0.01;

/** Facts of the books: drawdown, exposure, cash, the day, wins and losses. */
export function bookFacts({ books }: TalkBriefing): readonly Fact[] {
  const { equityUsd, cashUsd, exposureUsd, dayPnlUsd, drawdownPct, openPositions, wins, losses } = books;
  const share = (amount: number): number => (equityUsd > 0 ? amount / equityUsd : 0);
  const more = { equity: usd(equityUsd), open: sayCount(openPositions, 'open position') };
  const money = (kind: Fact['kind'], [field, value, called]: readonly [string, number, string]): Told => ({
    ...{ kind, source: `books.${field}`, value, measure: share(value), figure: usd(value) },
    ...{ on: `${called} of ${usd(value)}`, more },
  });
  const score = `${sayCount(wins, 'win')} to ${sayCount(losses, 'loss', 'losses')}`;
  const closed = wins + losses;
  const record: readonly Told[] =
    closed === 0
      ? []
      : [
          {
            ...{ kind: 'score', source: 'books.wins', value: wins, measure: wins / closed, figure: score },
            ...{ on: `a record of ${score}`, more },
          },
        ];
  const facts: readonly Told[] = [
    {
      ...{ kind: 'drawdown', source: 'books.drawdownPct', value: drawdownPct, figure: pct(drawdownPct) },
      ...{ on: `a drawdown of ${pct(drawdownPct)}`, more },
    },
    money('exposed', ['exposureUsd', exposureUsd, 'an exposure']),
    money('cash', ['cashUsd', cashUsd, 'cash']),
    ...(Math.abs(dayPnlUsd) < CENT ? [] : [money('day', ['dayPnlUsd', dayPnlUsd, 'a day'])]),
    ...record,
  ];
  return facts.map(book);
}

/** Facts of the company's day at work: refusals, failures, trades, signals. */
export function processFacts({ desk }: TalkBriefing): readonly Fact[] {
  const { proposals, refused, failedSteps, trades, signals } = desk;
  const counts = {
    proposals: sayCount(proposals, 'proposal'),
    signals: sayCount(signals, 'signal'),
    trades: sayCount(trades, 'trade'),
  };
  const gates: readonly Told[] =
    proposals === 0
      ? []
      : [
          {
            ...{ kind: 'refused', source: 'desk.refused', value: refused, measure: refused / proposals },
            ...{ figure: `${refused} of ${counts.proposals}`, on: `${refused} refused of ${counts.proposals}` },
            more: counts,
          },
        ];
  const facts: readonly Told[] = [
    ...gates,
    {
      ...{ kind: 'failed', source: 'desk.failedSteps', value: failedSteps, figure: sayCount(failedSteps, 'step') },
      ...{ on: `${sayCount(failedSteps, 'failed step')}`, more: counts },
    },
    {
      ...{ kind: 'trades', source: 'desk.trades', value: trades, figure: counts.trades, on: counts.trades },
      more: counts,
    },
    {
      ...{ kind: 'signals', source: 'desk.signals', value: signals, figure: counts.signals, on: counts.signals },
      more: counts,
    },
  ];
  return facts.map(process);
}

/** Facts of the proposal that is debated. */
export function proposalFacts({ proposal }: TalkBriefing): readonly Fact[] {
  if (!proposal) return [];
  const { plan, market: tape, record } = proposal;
  const about = { kind: 'setup', name: plan.symbol } as const;
  const more = {
    ...(tape.lastPrice === null ? {} : { price: price(tape.lastPrice), time: clockTime(tape.lastPriceAt) }),
    ...(plan.riskUsd === null ? {} : { usd: usd(plan.riskUsd) }),
    ...(record.token.trades > 0 ? { trades: sayCount(record.token.trades, 'trade') } : {}),
    evidence: sayCount(plan.evidenceCount, 'item'),
  };
  const told: readonly (readonly [Fact['kind'], string, number | null, (value: number) => string])[] = [
    ['reward', 'plan.rewardRisk', plan.rewardRisk, ratio],
    ['risk', 'plan.riskPct', plan.riskPct, pct],
    ['stop', 'plan.stopPct', plan.stopPct, pct],
    ['case', 'plan.confidence', plan.confidence, ratio],
    ['cost', 'market.costShare', tape.costShare, pct],
    ['odds', 'plan.winChance', plan.winChance, percent],
  ];
  return told.flatMap(([kind, field, value, say]) =>
    value === null
      ? []
      : [of(about, { kind, source: `proposal.${field}`, value, figure: say(value), on: plan.symbol, more })],
  );
}
