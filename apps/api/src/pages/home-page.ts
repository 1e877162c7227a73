import { type Html, html, page } from './html.ts';
import type { Desk } from './read-desk.ts';
import { clock, money, pct, price, signed } from './wording.ts';

/** The one plain page: what the company owns, what protects it, what it did last. */
export function homePage(desk: Desk): string {
  const body = html`<header><h1>The desk</h1>
<nav><a href="/scorecard">Scorecard</a> <a href="/admin/queues">Queues</a> <a href="/docs">API</a> <form method="post" action="/logout"><button>Sign out</button></form></nav></header>
<main id="desk">
<p class="when">Company time ${clock(desk.now, desk.timeZone)} <span class="state ${desk.state.state}">${desk.state.state}</span>${desk.state.state === 'active' ? null : html` ${desk.state.reason}`}${pulse(desk)}</p>
${books(desk)}${positions(desk)}${guards(desk)}${news(desk)}
</main>`;
  return page('The desk', body, '/assets/desk.js');
}

function pulse({ heartbeat, timeZone }: Desk): Html | null {
  if (!heartbeat) return null;
  const last = heartbeat.lastBeatAt ? clock(heartbeat.lastBeatAt, timeZone) : 'never';
  return heartbeat.late ? html` <b class="fault">No heartbeat since ${last}</b>` : html` Last heartbeat ${last}`;
}

function books({
  books: { equityUsd, cashUsd, exposureUsd, realizedPnl, unrealizedPnl, feesUsd, drawdown, winRate, wins, losses },
}: Desk): Html {
  const figure = (name: string, value: Html | string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<dl class="books">
${figure('Equity', money(equityUsd))}${figure('Cash', money(cashUsd))}${figure('Invested', money(exposureUsd))}
${figure('Realised', signed(realizedPnl))}${figure('Unrealised', signed(unrealizedPnl))}${figure('Fees', money(feesUsd))}
${figure('Below peak', pct(drawdown))}${figure('Won', winRate === null ? 'no trades yet' : `${pct(winRate)} of ${wins + losses}`)}
</dl>`;
}

function positions({ positions: held }: Desk): Html {
  if (held.length === 0) return html`<h2>Positions</h2><p class="none">Nothing is held.</p>`;
  const rows = held.map(
    (
      p,
    ) => html`<tr><th scope="row">${p.instrument.symbol}</th><td data-is="State">${p.status}</td><td data-is="Cost">${money(p.costBasisUsd)}</td>
<td data-is="Entry">${price(p.entryPrice)}</td><td data-is="Now">${price(p.currentPrice)}</td><td data-is="Stop">${price(p.stopLoss)}</td>
<td data-is="Target">${price(p.takeProfit)}</td><td data-is="P&L">${signed(p.unrealizedPnl)}</td></tr>`,
  );
  return html`<h2>Positions</h2><table class="positions"><thead><tr><th>Token</th><th>State</th><th>Cost</th><th>Entry</th><th>Now</th><th>Stop</th><th>Target</th><th>P&amp;L</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

function guards({ locks, breakers, timeZone }: Desk): Html {
  const locked = locks.map(
    (lock) =>
      html`<li><b>${lock.kind.replaceAll('_', ' ')}</b> on ${lock.symbol ?? 'all entries'}: ${lock.reason}${lock.endsAt ? html` until ${clock(lock.endsAt, timeZone)}` : null}</li>`,
  );
  const tripped = breakers.map(
    (breaker) =>
      html`<li><b>${breaker.key}</b> is ${breaker.state.replace('_', ' ')} after ${breaker.failures} failures${breaker.lastError ? html`: ${breaker.lastError}` : null}</li>`,
  );
  return html`<div class="guards"><section><h2>Locks</h2>${locked.length > 0 ? html`<ul>${locked}</ul>` : html`<p class="none">None in force.</p>`}</section>
<section><h2>Breakers</h2>${tripped.length > 0 ? html`<ul>${tripped}</ul>` : html`<p class="none">All closed.</p>`}</section></div>`;
}

function news({ events, timeZone }: Desk): Html {
  const lines = events.map(
    (event) =>
      html`<li class="${event.kind.replaceAll('.', '-')}"><time>${clock(new Date(event.occurredAt), timeZone)}</time> <b class="${event.agentId}">${event.agentId.toUpperCase()}</b> <span>${event.title}</span></li>`,
  );
  return html`<h2>What the desk did last</h2>${lines.length > 0 ? html`<ol class="news">${lines}</ol>` : html`<p class="none">Nothing yet.</p>`}`;
}
