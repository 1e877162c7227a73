import { expect, test } from 'vitest';
import { aTrade } from '../measure/testing/draw-trades.ts';
import { equityCsv, makeReport, reportPage, tradesCsv } from './index.ts';
import { drawFacts } from './testing/draw-facts.ts';

const HOUR = 3_600_000;
const facts = drawFacts();
const report = makeReport(facts);

test('the first line says what holding would have done, the second what came of it, the third how sure that is', () => {
  const [what, came, sure] = report.headline;
  expect(what).toMatch(/^desk, 3 tokens, 2 Jan – 2 Apr 2025, 3 seeds: hold −\d+\.\d %, cash \+0\.0 %, placebo /);
  expect(came).toMatch(
    /^equity [+−]\S+ % \[[+−]\S+ %, [+−]\S+ %\], 90 trades a seed, \d+ % won, [+−]\d\.\d\d % a trade/,
  );
  expect(sure).toMatch(/^Not shown to be better than placebo: −\S+ … \+\S+ points\. To see an edge of 0\.3 % a/);
});

test('a run that earns every day is better than placebo, one that loses is worse', () => {
  expect(makeReport(drawFacts({ drift: 0.001 })).headline[2]).toMatch(/^Better than placebo: \+/);
  expect(makeReport(drawFacts({ drift: -0.001 })).headline[2]).toMatch(/^Worse than placebo: −/);
});

test('the curve is the mean of the seeds, which lie within its band', () => {
  const [run] = report.series;
  const last = facts.plays.map(({ equity }) => equity.at(-1)?.usd ?? Number.NaN);
  expect(run?.usd.at(-1)).toBeCloseTo(last.reduce((sum, usd) => sum + usd, 0) / 3, 9);
  expect([run?.low.at(-1), run?.high.at(-1)]).toEqual([Math.min(...last), Math.max(...last)]);
  expect(report.days).toHaveLength(91);
  expect(run?.returns).toHaveLength(90);
});

test('months share out the whole return', () => {
  const whole = report.months.reduce((value, { returns }) => value * (1 + (returns.run ?? 0)), 1) - 1;
  expect(whole).toBeCloseTo(report.series[0]?.figures.total?.estimate ?? Number.NaN, 12);
  expect(report.months.map(({ month }) => month)).toEqual(['2025-01', '2025-02', '2025-03', '2025-04']);
});

test('every group of trades shares out all of them', () => {
  for (const rows of [report.byToken, report.byReason, report.bySource, report.byHour, report.calibration])
    expect(rows.reduce((sum, { record }) => sum + record.trades, 0)).toBe(270);
});

test('exposure counts overlapping trades once in time and together in money', () => {
  const trade = (hour: number, span: number) =>
    aTrade(0, { openedAt: facts.from + hour * HOUR, closedAt: facts.from + (hour + span) * HOUR, costUsd: 100 });
  const plays = [{ seed: '1', equity: [{ at: facts.from, usd: 1000 }], trades: [trade(0, 216), trade(108, 216)] }];
  const { exposure } = makeReport({ ...facts, plays });
  expect(exposure).toEqual({
    timeInMarket: expect.closeTo(324 / 2160, 12),
    mean: expect.closeTo((2 * 216 * 100) / (2160 * 1000), 12),
    most: 0.2,
    turnover: 0.2,
    fees: expect.closeTo(0.0002, 12),
  });
});

test('a run that never traded is reported all the same', () => {
  const idle = { seed: '1', equity: [{ at: facts.from, usd: 1000 }], trades: [] };
  const nothing = makeReport({ ...facts, plays: [idle], placebo: [], costs: [], family: null });
  expect(nothing.headline[1]).toContain('equity +0.0 % [+0.0 %, +0.0 %], 0 trades a seed');
  expect(nothing.headline[2]).toBe(
    'There is no placebo to compare with. Without trades that differ nothing can be known.',
  );
  expect(reportPage(nothing)).toContain('0 trades');
  expect(tradesCsv(nothing)).toBe('');
});

test('the same facts make the same report, byte for byte', () => {
  expect(reportPage(makeReport(drawFacts()))).toBe(reportPage(report));
  expect(JSON.stringify(makeReport(drawFacts()))).toBe(JSON.stringify(report));
});

test('trades and equity are written as CSV, a line each', () => {
  const trades = tradesCsv(report).split('\n');
  expect(trades[0]).toBe(
    'seed,token,opened_at,closed_at,entry_price,exit_price,cost_usd,pnl_usd,return,r,mae,mfe,kept,fees_usd,' +
      'slippage_usd,confidence,source,reason',
  );
  expect(trades).toHaveLength(272);
  const equity = equityCsv(report).split('\n');
  expect(equity[0]).toBe('at,run,hold,cash,placebo,run_low,run_high');
  expect(equity[1]).toBe('2025-01-02T00:00:00.000Z,1000,1000,1000,1000,1000,1000');
  expect(equity).toHaveLength(93);
});
