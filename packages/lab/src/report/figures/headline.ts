import { sayCount, sayPct, sayShare } from '@atc/core/kernel/figures';
import { EDGE_SOUGHT } from '../../measure/index.ts';
import type { ReportFacts } from '../play.ts';
import type { Report, Series } from '../report.ts';
import { sayEdge, sayInterval, sayPoints, saySpan } from './wording.ts';

type Told = Pick<Report, 'series' | 'record' | 'exposure' | 'sureness' | 'name'>;

/** What would have been held instead, what came of it, how sure that is: always in this order. */
export function headlineOf({ tokens, from, to, plays }: ReportFacts, told: Told): Report['headline'] {
  const total = (name: Series['name']) => {
    const found = told.series.find((one) => one.name === name)?.figures.total;
    return found ? `${name} ${sayPct(found.estimate)}` : `${name} –`;
  };
  const what = [told.name, sayCount(tokens.length, 'token'), saySpan(from, to), sayCount(plays.length, 'seed')];
  return [
    `${what.join(', ')}: ${(['hold', 'cash', 'placebo'] as const).map(total).join(', ')}`,
    cameOf(told, plays.length),
    sayHowSure(told),
  ];
}

function cameOf({ series, record, exposure }: Told, seeds: number): string {
  const run = series.find(({ name }) => name === 'run')?.figures.total ?? null;
  const { trades, winRate, expectancy } = record;
  return [
    `equity ${sayInterval(run)}`,
    `${sayCount(Math.round(trades / Math.max(1, seeds)), 'trade')} a seed`,
    ...(winRate === null ? [] : [`${sayShare(winRate, 0)} won`]),
    ...(expectancy === null ? [] : [`${sayEdge(expectancy)} a trade`]),
    `fees ${sayShare(exposure.fees)} of equity`,
    `${sayShare(exposure.mean, 0)} of equity in the market`,
  ].join(', ');
}

function sayHowSure({ sureness }: Told): string {
  const placebo = sureness.against.find(({ name }) => name === 'placebo')?.difference ?? null;
  const needed = sureness.tradesNeeded;
  const power =
    needed === null
      ? 'Without trades that differ nothing can be known.'
      : `To see an edge of ${sayShare(EDGE_SOUGHT)} a trade takes about ${sayCount(roughly(needed), 'trade')}.`;
  return `${placebo === null ? 'There is no placebo to compare with.' : sayAgainst(placebo)} ${power}`;
}

function sayAgainst({ low, high }: { readonly low: number; readonly high: number }): string {
  const range = `${sayPoints(low)} … ${sayPoints(high)} points.`;
  if (low > 0) return `Better than placebo: ${range}`;
  return high < 0 ? `Worse than placebo: ${range}` : `Not shown to be better than placebo: ${range}`;
}

/** Two significant digits: more would say that it is known. */
function roughly(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return Math.round(count / unit) * unit;
}
