import { sayRatio, sayShare } from '@atc/core/kernel/figures';
import { type Html, html } from '@atc/core/kernel/text';
import type { ReliabilityStep } from '../../measure/index.ts';
import { sayInterval } from '../figures/wording.ts';
import type { Report } from '../report.ts';
import { table } from './table.ts';

const SIDE = 240;

/** How well the odds held: the share that paid beside the odds that were given. Null where none were given. */
export function odds({ reliability }: Report): Html | null {
  if (!reliability) return null;
  const { forecasts, brier, brierOfBase, skill, slope, steps } = reliability;
  return html`<h2>Odds</h2>
<p>${forecasts} settled forecasts: does a buy signal pay after costs within a day, before its stop? Brier score
${sayRatio(brier, 4)} beside ${sayRatio(brierOfBase, 4)} of the base rate known then; better by
${sayInterval(skill, (points) => sayRatio(points, 4))}. Slope ${sayInterval(slope, sayRatio)}; 1 is right, and where all
odds were about the same there is none.</p>${diagram(steps)}${table<ReliabilityStep>(
    'By the odds given',
    [
      ['odds', ({ name }) => name],
      ['forecasts', ({ forecasts: count }) => String(count)],
      ['mean', ({ probability }) => sayShare(probability)],
      ['paid', ({ paid }) => sayShare(paid)],
      ['paid less odds, points', ({ excess }) => sayInterval(excess, (points) => sayRatio(points * 100, 1))],
    ],
    steps,
  )}`;
}

/** What paid over what was foretold; on the line the odds were right. */
function diagram(steps: readonly ReliabilityStep[]): Html {
  const place = (share: number) => Math.round(share * SIDE * 10) / 10;
  const dots = steps.map(({ probability, paid, excess }) => {
    const x = place(probability);
    const [low, high] = [
      paid + (excess ? excess.low - excess.estimate : 0),
      paid + (excess ? excess.high - excess.estimate : 0),
    ];
    const range = `M${x} ${SIDE - place(clamp(low))}V${SIDE - place(clamp(high))}`;
    return html`<path class="run" d="${range}"/><circle cx="${x}" cy="${SIDE - place(paid)}" r="3"/>`;
  });
  return html`<svg class="reliability" viewBox="0 0 ${SIDE} ${SIDE}" width="${SIDE}" height="${SIDE}" role="img"
aria-label="Share that paid over the odds given"><path class="zero" d="M0 ${SIDE}L${SIDE} 0"/>${dots}</svg>`;
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
