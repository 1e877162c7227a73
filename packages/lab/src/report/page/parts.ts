import { sayCount, sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { type Html, html } from '@atc/core/kernel/text';
import type { Interval, TradeGroup, TradeRecord } from '../../measure/index.ts';
import { sayEdge, sayInterval } from '../figures/wording.ts';
import { type CostLine, compared, type MonthLine, type Report, type SeedLine } from '../report.ts';
import { forest, widestOf } from './plot.ts';
import { type Column, orDash, signed, table } from './table.ts';

/** The result by month, seed and cost. */
export function spans(report: Report): Html {
  const months: readonly Column<MonthLine>[] = [
    ['month', ({ month }) => month],
    ...compared.map((name): Column<MonthLine> => [name, ({ returns }) => signed(returns[name], sayPct)]),
  ];
  const total = ['total', ({ total: sum }: { readonly total: number }) => signed(sum, sayPct)] as const;
  const seeds: readonly Column<SeedLine>[] = [['seed', ({ seed }) => seed], total, ...recordColumns];
  const costs: readonly Column<CostLine>[] = [['costs', ({ times }) => `${times} ×`], total, ...recordColumns];
  return html`<h2>Months, seeds, costs</h2>${table('Months (UTC)', months, report.months)}
${table('Seeds', seeds, report.seeds)}${table('Fees, spread and impact, so many times as high', costs, report.costs)}`;
}

const recordColumns: readonly Column<{ readonly record: TradeRecord }>[] = [
  ['trades', ({ record }) => String(record.trades)],
  ['won', ({ record }) => orDash(record.winRate, (rate) => sayShare(rate, 0))],
  ['a trade', ({ record }) => signed(record.expectancy, sayEdge)],
  ['win', ({ record }) => orDash(record.averageWin, sayPct)],
  ['loss', ({ record }) => orDash(record.averageLoss, sayPct)],
  ['profit factor', ({ record }) => orDash(record.profitFactor, sayRatio)],
  ['R', ({ record }) => orDash(record.meanR, sayRatio)],
  ['MAE', ({ record }) => orDash(record.mae, sayPct)],
  ['MFE', ({ record }) => orDash(record.mfe, sayPct)],
  ['hours', ({ record }) => orDash(record.hoursHeld, (hours) => sayRatio(hours, 1))],
];

type Shown = Pick<TradeGroup, 'name' | 'record' | 'expectancy'>;

/** What trades came to by what they have in common, each mean with its interval drawn beside zero. */
export function groups(report: Report): Html {
  const { record, intervals, exposure } = report;
  const all: Shown = { name: 'all', record, expectancy: intervals.expectancy };
  const dice: Shown = { name: 'placebo', ...report.placebo };
  const list = (caption: string, rows: readonly Shown[]) => table(caption, groupColumns(rows), rows);
  return html`<h2>Trades</h2><p>${sayCount(record.trades, 'trade')}, ${record.wins} won, ${record.losses} lost,
${record.even} within half a percent of nothing.
Won: ${sayInterval(intervals.winRate, (rate) => sayShare(rate, 0))}.</p>
<p>In the market ${sayShare(exposure.timeInMarket, 0)} of the time, with ${sayShare(exposure.mean)} of the capital on
average and ${sayShare(exposure.most, 0)} at most; bought ${sayRatio(exposure.turnover)} times the capital, fees
${sayShare(exposure.fees)} of it.</p>
${list('All, and those of dice', [all, dice])}${list('By confidence of the signal', report.calibration)}
${list('By token', report.byToken)}
${list('By who found it', report.bySource)}${list('By why it was sold', report.byReason)}
${list('By time of day', report.byHour)}${leftOut(report)}${followed(report)}`;
}

function groupColumns(rows: readonly Shown[]): readonly Column<Shown>[] {
  const widest = widestOf(rows.map(({ expectancy }) => expectancy));
  return [
    ['', ({ name }) => name.replaceAll('_', ' ')],
    ['mean [95 %]', ({ expectancy, record }) => meanOf(expectancy, record.expectancy)],
    ['beside zero', ({ expectancy }) => forest(expectancy, widest)],
    ...recordColumns,
  ];
}

function meanOf(interval: Interval | null, mean: number | null): Html | string {
  return interval ? sayInterval(interval, sayEdge) : signed(mean, sayEdge);
}

function leftOut({ leftOut: rows }: Report): Html | null {
  return table<Report['leftOut'][number]>(
    'The mean trade without one token or month',
    [
      ['without', ({ name }) => name],
      ['trades', ({ trades }) => String(trades)],
      ['a trade', ({ expectancy }) => signed(expectancy, sayEdge)],
    ],
    rows,
  );
}

function followed({ followed: rows }: Report): Html | null {
  const widest = widestOf(rows.map(({ excess }) => excess));
  return table<Report['followed'][number]>(
    'What followed on findings: return less that of all tokens in equal parts, before costs',
    [
      ['after', ({ hours }) => `${hours} h`],
      ['findings', ({ findings }) => String(findings)],
      ['mean [95 %]', ({ excess }) => sayInterval(excess, sayEdge)],
      ['beside zero', ({ excess }) => forest(excess, widest)],
    ],
    rows,
  );
}
