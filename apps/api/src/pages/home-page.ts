import { headline } from '@atc/core/company/events';
import { sayHealth } from '@atc/core/company/health';
import { stopLevel } from '@atc/core/desk/watch';
import { sayAge, sayBooked, sayCount, sayPct, sayQuantity, sayShare } from '@atc/core/kernel/figures';
import { Decimal, plain } from '@atc/core/kernel/money';
import { type Html, html } from '@atc/core/kernel/text';
import { sayFullTime, sayTime } from '@atc/core/kernel/time';
import type { PositionView } from '../reads/positions/view.ts';
import { page } from './page.ts';
import type { Desk } from './read-desk.ts';
import { price, signed } from './wording.ts';

/** What the reader of the page may do besides reading. */
export interface Reader {
  readonly mayStop: boolean;
}

/**
 * The one plain page: what the company owns, what protects it, what it did last, and for operators a way to stop it.
 */
export function homePage(desk: Desk, { mayStop }: Reader): string {
  const body = html`<header><h1>The desk</h1>
<nav><a href="/scorecard">Scorecard</a> <a href="/admin/queues">Queues</a> <a href="/docs">API</a>
<form method="post" action="/logout"><button>Sign out</button></form></nav></header>
<div class="watch"><p id="age" class="none"></p><p id="lost" class="fault" role="alert"></p>${mayStop ? stopForm : null}
<noscript><p class="fault">Without JavaScript this page shows what was so when it was opened, and has no STOP.</p>
</noscript></div>
<main id="desk">
<p class="when">${atStake(desk)} <span>${sayFullTime(desk.now, desk.timeZone)}</span>
${state(desk)} ${pulse(desk)}</p>${alarms(desk)}
${books(desk)}${positions(desk)}${guards(desk)}${news(desk)}
</main>`;
  return page('The desk', body, '/assets/desk.js');
}

function state({ state: { state, reason } }: Desk): Html {
  return html`<span class="state ${state}">${state}</span>${state === 'active' ? null : html` <span>${reason}</span>`}`;
}

// Outside of what is drawn anew, so that what the API answered stays. The script shows it: without one it does nothing.
const stopForm = html`<form id="stop" hidden><label for="reason">Why</label>
<input id="reason" name="reason" placeholder="stopped on the page" maxlength="500">
<button class="stop">STOP trading</button>
<output id="proof" for="reason"></output></form>`;

const markets = { simulated: 'a simulated market', replay: 'recorded prices', live: 'live prices' } as const;

function atStake({ tradingMode, market }: Desk): Html {
  return tradingMode === 'live'
    ? html`<b class="fault">REAL MONEY</b>`
    : html`<span>Paper money on ${markets[market]}</span>`;
}

function pulse({ heartbeat, timeZone }: Desk): Html | null {
  if (!heartbeat) return null;
  const last = heartbeat.lastBeatAt ? sayTime(heartbeat.lastBeatAt, timeZone) : 'never';
  return heartbeat.late
    ? html`<b class="fault">No heartbeat since ${last}</b>`
    : html`<span>Last heartbeat ${last}</span>`;
}

/** What is wrong with the company itself, in red and before everything else. */
function alarms({ health }: Desk): Html | null {
  const wrong = [
    ...(['database', 'queues'] as const)
      .filter((store) => health[store] !== 'up')
      .map((store) => sayHealth(store, health[store])),
    ...(health.watch === 'late' ? ['Stops are late: what is held has not been watched up to now'] : []),
  ];
  return wrong.length === 0
    ? null
    : html`<ul class="alarms">${wrong.map((line) => html`<li class="fault">${line}</li>`)}</ul>`;
}

function books(desk: Desk): Html {
  const { equityUsd, cashUsd, exposureUsd, resultUsd, openResultUsd, feesUsd, drawdown, winRate, wins, losses } =
    desk.books;
  const figure = (name: string, value: Html | string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<dl class="books">
${figure('Equity', sayBooked(equityUsd))}${figure('Cash', sayBooked(cashUsd))}
${figure('Invested', sayBooked(exposureUsd))}
${figure('Result', signed(resultUsd))}${figure('Open trades', signed(openResultUsd))}
${figure('Fees', sayBooked(feesUsd))}
${figure('Below peak', sayShare(drawdown))}
${figure('Won', winRate === null ? 'none yet' : `${wins} of ${wins + losses}`)}
</dl>${oldPrices(desk)}`;
}

/** What equity is worth is not known while a price of it is old. */
function oldPrices({ books: { stale, staleTokens, pricedAt }, now }: Desk): Html | null {
  if (!stale || pricedAt === null) return null;
  const age = sayAge(now.getTime() - new Date(pricedAt).getTime());
  const tokens = staleTokens.join(', ');
  return html`<p><b class="fault">Equity is stale: no fresh price of ${tokens} for up to ${age}</b></p>`;
}

const columns: readonly (readonly [name: string, show: (position: PositionView) => Html | string])[] = [
  ['Quantity', ({ quantity }) => sayQuantity(quantity)],
  ['Cost', ({ costBasisUsd }) => sayBooked(costBasisUsd)],
  ['Entry', ({ entryPrice }) => price(entryPrice)],
  ['Now', ({ currentPrice }) => price(currentPrice)],
  ['Stop', (position) => level(stopOf(position), position.currentPrice)],
  ['Target', ({ takeProfit, currentPrice }) => level(takeProfit, currentPrice)],
  ['Result', ({ resultUsd, entryCostUsd }) => html`${signed(resultUsd)} ${share(resultUsd, entryCostUsd)}`],
];

function positions({ positions: held }: Desk): Html {
  if (held.length === 0) return html`<h2>Positions</h2><p class="none">Nothing is held.</p>`;
  const rows = held.map(
    (held) =>
      html`<tr><th scope="row">${held.instrument.symbol}${statusOf(held)}</th>
${columns.map(([name, show]) => html`<td data-is="${name}">${show(held)}</td>`)}</tr>`,
  );
  const heads = columns.map(([name]) => html`<th>${name}</th>`);
  return html`<h2>Positions</h2><table class="positions"><thead><tr><th>Token</th>${heads}</tr></thead>
<tbody>${rows}</tbody></table>`;
}

function statusOf({ status }: Desk['positions'][number]): Html | null {
  return status === 'open' ? null : html` <small>${status}</small>`;
}

/** The price under which it is sold, which follows the highest price where its trailing stop has taken over. */
function stopOf({ stopLoss, trailingStopPct, highWaterPrice }: PositionView): string | null {
  const at = stopLevel({
    ...{ stopLoss: stopLoss === null ? null : new Decimal(stopLoss), trailingStopPct },
    highWater: highWaterPrice === null ? null : new Decimal(highWaterPrice),
  });
  return at && plain(at);
}

/** A price and how far the market is from it. */
function level(at: string | null, now: string | null): Html {
  if (at === null || now === null) return html`${price(at)}`;
  return html`${price(at)} <small>${sayPct(new Decimal(at).div(now).sub(1).toNumber())}</small>`;
}

function share(part: string, whole: string): Html | null {
  const all = new Decimal(whole);
  return all.isZero() ? null : html`<small>${sayPct(new Decimal(part).div(all).toNumber())}</small>`;
}

function guards({ locks, breakers, timeZone }: Desk): Html {
  const locked = locks.map(
    (lock) =>
      html`<li><b>${lock.kind.replaceAll('_', ' ')}</b> on ${lock.symbol ?? 'all entries'}: ${lock.reason}
${lock.endsAt ? html`until ${sayTime(lock.endsAt, timeZone)}` : null}</li>`,
  );
  const tripped = breakers.map(
    (breaker) =>
      html`<li><b>${breaker.key}</b> is ${breaker.state.replace('_', ' ')}
after ${sayCount(breaker.failures, 'failure')}${breaker.lastError ? html`: ${breaker.lastError}` : null}</li>`,
  );
  return html`<div class="guards"><section><h2>Locks</h2>${listOr(locked, 'None in force.')}</section>
<section><h2>Breakers</h2>${listOr(tripped, 'All closed.')}</section></div>`;
}

function listOr(items: readonly Html[], none: string): Html {
  return items.length > 0 ? html`<ul>${items}</ul>` : html`<p class="none">${none}</p>`;
}

function news({ events, timeZone }: Desk): Html {
  const lines = events.map(
    (event) =>
      html`<li class="${event.kind.replaceAll('.', '-')}"><time>${sayTime(new Date(event.occurredAt), timeZone)}</time>
<b class="${event.agentId}">${event.agentId.toUpperCase()}</b>
<span>${headline(event.title, event.agentId)}</span></li>`,
  );
  const told = lines.length > 0 ? html`<ol class="news">${lines}</ol>` : html`<p class="none">Nothing yet.</p>`;
  return html`<h2>What the desk did last</h2>${told}`;
}
