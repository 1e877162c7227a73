import { sayAge, sayBooked, sayR, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { type Html, html } from '@atc/core/kernel/text';
import { sayTime } from '@atc/core/kernel/time';
import type { Forecast, Goal, KindOdds, Score, Scorecard } from '@atc/core/loop/scorecard';
import { sayStanding } from '@atc/core/loop/scorecard';
import { page } from './page.ts';
import { signed } from './wording.ts';

/** How well the company does, on one page. */
export function scorecardPage(card: Scorecard, timeZone: string): string {
  const body = html`<header><h1>Scorecard</h1><nav><a href="/">The desk</a> <a href="/docs">API</a></nav></header>
<main>
<p>${standing(card)}</p>
<p class="when">From ${sayTime(card.from, timeZone)} to ${sayTime(card.to, timeZone)}, on
${sayBooked(card.capitalUsd)}. Results are after fees;
holding is equal parts of the same tokens, bought at the start and held until now without costs.
Below 20 days or 30 closed trades there is no Sharpe or Sortino ratio: too few.</p>
${oldPrices(card)}${scores('The company', [card.company])}${scores('By agent who proposed', card.agents)}
${scores('By source of the signal', card.sources)}${scores('By token', card.tokens)}
${forecasts(card.forecasts)}${odds(card.odds)}${goals(card.goals)}
</main>`;
  return page('Scorecard', body);
}

function standing({ from, to, company }: Scorecard): string {
  const { trades, wins, buyAndHold: holding } = company;
  return sayStanding({ from, to, trades, wins, holding, return: company.return });
}

function oldPrices({ prices: { pricedAt, old }, to }: Scorecard): Html | null {
  if (pricedAt === null || old.length === 0) return null;
  const age = sayAge(to.getTime() - pricedAt.getTime());
  const why = `no fresh price of ${old.map(({ symbol }) => symbol).join(', ')} for up to ${age}`;
  return html`<p><b class="fault">Figures with open positions are stale: ${why}</b></p>`;
}

const columns: readonly (readonly [name: string, show: (score: Score) => Html | string])[] = [
  ['Trades', ({ trades }) => String(trades)],
  ['Open', ({ open }) => (open > 0 ? String(open) : '–')],
  ['Won', ({ winRate }) => orDash(winRate, sayShare)],
  ['Result', ({ pnlUsd }) => signed(pnlUsd.toFixed())],
  ['Return', (score) => sayShare(score.return)],
  ['Holding', ({ buyAndHold }) => orDash(buyAndHold, sayShare)],
  ['Profit factor', ({ profitFactor }) => orDash(profitFactor, sayRatio)],
  ['Sharpe', ({ tooFew, sharpeRatio }) => (tooFew ? TOO_FEW : orDash(sharpeRatio, sayRatio))],
  ['Sortino', ({ tooFew, sortinoRatio }) => (tooFew ? TOO_FEW : orDash(sortinoRatio, sayRatio))],
  ['Drawdown', ({ maxDrawdown }) => sayShare(maxDrawdown)],
  ['In market', ({ timeInMarket }) => sayShare(timeInMarket)],
  ['Fees', ({ feesUsd }) => sayBooked(feesUsd)],
];

// Of days or trades, for a ratio of returns.
const TOO_FEW = 'too\u00a0few';
const orDash = (value: number | null, say: (value: number) => string) => (value === null ? '–' : say(value));

function scores(title: string, rows: readonly Score[]): Html | null {
  if (rows.length === 0) return null;
  const lines = rows.map(
    (score) =>
      html`<tr><th scope="row">${score.name}</th>
${columns.map(([name, show]) => html`<td data-is="${name}">${show(score)}</td>`)}</tr>`,
  );
  const heads = columns.map(([name]) => html`<th>${name}</th>`);
  return html`<h2>${title}</h2><div class="scores"><table><thead><tr><th></th>${heads}</tr></thead>
<tbody>${lines}</tbody></table></div>`;
}

const makers = { agent: 'votes of', source: 'confidence of', format: 'votes in a' } as const;

function forecasts(rows: readonly Forecast[]): Html | null {
  if (rows.length === 0) return null;
  const lines = rows.map(
    ({ by, name, scored, brier }) =>
      html`<tr><th scope="row">${makers[by]} ${name.replaceAll('_', ' ')}</th>
<td data-is="Scored">${String(scored)}</td>
<td data-is="Brier score">${brier === null ? 'not\u00a0yet' : sayRatio(brier, 3)}</td></tr>`,
  );
  return html`<h2>Forecasts</h2><p>The Brier score of votes and confidences against how the trades ended:
0 is perfect, 0.25 a coin's.</p>
<div class="scores forecasts"><table><thead><tr><th></th><th>Scored</th><th>Brier score</th></tr></thead>
<tbody>${lines}</tbody></table></div>`;
}

function odds(rows: readonly KindOdds[]): Html | null {
  if (rows.length === 0) return null;
  const lines = rows.map(
    ({ source, settled, paid, needs, edge, shown, telling }) =>
      html`<tr><th scope="row">${source.replaceAll('_', ' ')}</th>
<td data-is="Settled">${String(settled)}</td><td data-is="Paid">${sayShare(settled > 0 ? paid / settled : 0, 0)}</td>
<td data-is="Needed">${sayShare(needs, 0)}</td><td data-is="Each">${sayR(edge.mean)}</td>
<td data-is="Shown">${shown ?? 'nothing\u00a0yet'}</td>
<td data-is="Scores">${telling ? 'tell' : 'tell nothing'}</td></tr>`,
  );
  const heads = ['Settled', 'Paid', 'Needed', 'Each', 'Shown', 'Scores'].map((name) => html`<th>${name}</th>`);
  return html`<h2>What buy signals pay</h2><p>Each analysed buy signal is a forecast, traded or not: does it pay after
costs within a day, before its stop? A purchase is a probe until its kind is shown to earn.</p>
<div class="scores odds"><table><thead><tr><th></th>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

const states = { met: 'met', not_met: 'not\u00a0met', not_yet: 'not\u00a0yet' } as const;

function goals(rows: readonly Goal[]): Html {
  const lines = rows.map(
    (goal) =>
      html`<tr><th scope="row">${goal.phase}</th>
<td data-is="Aim">${goal.name}<br><small>${goal.definition}</small></td>
<td data-is="Measured">${goal.measured}</td><td data-is="State">${states[goal.state]}</td></tr>`,
  );
  return html`<h2>Aims</h2><table class="goals">
<thead><tr><th>When</th><th>Aim</th><th>Measured</th><th>State</th></tr></thead>
<tbody>${lines}</tbody></table>`;
}
