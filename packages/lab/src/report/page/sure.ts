import { sayCount, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { type Html, html } from '@atc/core/kernel/text';
import { EDGE_SOUGHT } from '../../measure/index.ts';
import { sayEdge, sayInterval, sayPoints } from '../figures/wording.ts';
import type { Report, Sureness } from '../report.ts';
import { orDash, table } from './table.ts';

interface Fact {
  readonly asked: string;
  readonly answer: string;
}

/** How sure the result is, and what it would take to know. */
export function sure({ sureness, family, checks }: Report): Html {
  const facts = [...compared(sureness), ...alone(sureness), ...chosen(sureness, family)];
  return html`<h2>How sure that is</h2>${table<Fact>(
    'What tells luck from an edge',
    [
      ['question', ({ asked }) => asked],
      ['answer', ({ answer }) => answer],
    ],
    facts,
  )}${table<Report['checks'][number]>(
    'Checks',
    [
      ['check', ({ name }) => name],
      ['', ({ passed }) => (passed ? 'passed' : 'failed')],
      ['found', ({ found }) => found],
    ],
    checks,
  )}`;
}

function compared({ against }: Sureness): readonly Fact[] {
  return against.map(({ name, difference }) => ({
    asked: `total return less that of ${name}, points`,
    answer: sayInterval(difference, sayPoints),
  }));
}

function alone(sureness: Sureness): readonly Fact[] {
  const { break: change, signHolds } = sureness;
  return [
    { asked: 'probability that the true Sharpe ratio is above zero', answer: chance(sureness.chancePositive) },
    { asked: 'probability of such a mean day if there were no edge', answer: chance(sureness.chanceOfMean) },
    {
      asked: 'days of such returns it takes to be 95 % sure of a Sharpe ratio above zero',
      answer: `${sureness.trackRecordDays ?? 'no number is enough'} (there are ${sureness.days})`,
    },
    {
      asked: `trades it takes to see an edge of ${sayShare(EDGE_SOUGHT)} in four of five tries`,
      answer: orDash(sureness.tradesNeeded, (trades) => sayCount(trades, 'trade')),
    },
    { asked: 'smallest edge that the trades of one seed would show', answer: orDash(sureness.edgeShown, sayEdge) },
    { asked: 'sign of the mean trade without any one token or month', answer: sayHolds(signHolds) },
    {
      asked: 'day after which the mean day most likely changed',
      answer: change ? `${change.day}, p ${sayRatio(change.p)}` : '–',
    },
  ];
}

const sayHolds = (holds: boolean | null): string => (holds === null ? '–' : holds ? 'stays' : 'changes');

function chosen({ deflated }: Sureness, family: Report['family']): readonly Fact[] {
  if (!family) return [];
  const { trials, overfit, reality } = family;
  return [
    { asked: `probability above the luck of the best of ${trials} trials (deflated Sharpe)`, answer: chance(deflated) },
    { asked: 'probability that choosing overfits (CSCV)', answer: chance(overfit?.probability ?? null) },
    { asked: 'p that none of them beats the reference (White, SPA)', answer: sayReality(reality) },
  ];
}

const chance = (probability: number | null): string => orDash(probability, sayRatio);

function sayReality(reality: NonNullable<Report['family']>['reality']): string {
  return reality ? `${sayRatio(reality.white)}, ${sayRatio(reality.spa)}` : '–';
}
