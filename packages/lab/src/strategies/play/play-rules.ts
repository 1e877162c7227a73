import { closedBy } from '@atc/core/desk/market';
import { dayEnds } from '../../measure/index.ts';
import { type GridToken, stepAt, stepFrom } from '../tape/index.ts';
import { equityAt, type Held, openBook } from './book.ts';
import { buy } from './buy.ts';
import { byDice, byRules, type Choice } from './choice.ts';
import { fillOf } from './fill.ts';
import type { Playing, Table } from './played.ts';
import type { StrategyRun } from './run.ts';
import { sell } from './sell.ts';
import { watch } from './watch.ts';

/**
 * Plays rules over a grid. At each step what is held is watched bar by bar and sold by its prices, then by the rules;
 * then something may be bought. What a stop or a target sells is sold at its price whenever orders are filled.
 */
export function playRules(playing: Playing): StrategyRun {
  const { grid, from, to, capitalUsd, dice } = playing;
  const limits = Int32Array.from(grid.tokens, ({ base }) => closedBy(base, to));
  const table: Table = { ...playing, limits, book: openBook(capitalUsd, from, grid.tokens.length) };
  const choice = dice ? byDice(playing, dice) : byRules(playing);
  const marks = dayEnds(from, to);
  const last = Math.min(grid.steps - 1, Math.floor((to - grid.firstAt) / grid.intervalMs));
  let mark = 0;
  for (let step = stepFrom(grid, from); step <= last; step += 1) {
    playStep(table, step, choice);
    if (stepAt(grid, step) === marks[mark] && stepAt(grid, step) < to) {
      markAt(table, stepAt(grid, step), ({ ends }) => ends[step] ?? 0);
      mark += 1;
    }
  }
  watchAll(table, (_, index) => limits[index] ?? 0);
  markAt(table, to, ({ base }) => closedBy(base, to));
  return runOf(table);
}

type EndOf = (token: GridToken, index: number) => number;

function playStep(table: Table, step: number, choice: Choice): void {
  if (table.book.held.length > 0) {
    watchAll(table, ({ ends }) => ends[step] ?? 0);
    sellByRule(table, step);
  }
  const wanted = choice.wanted(step);
  let bought = 0;
  const most = choice.most();
  for (const one of wanted) {
    if (bought >= most) return;
    if (table.book.held.some(({ token }) => token === one.index) || !buy(table, one)) continue;
    bought += 1;
    choice.bought();
  }
}

function watchAll(table: Table, endOf: EndOf): void {
  for (const held of table.book.held) {
    const token = table.grid.tokens[held.token];
    const trigger = token && watch(held, token.base, endOf(token, held.token));
    if (!token || !trigger) continue;
    const { bar } = trigger;
    sell(table, token, { ...trigger, held, at: (token.base.openAt[bar] ?? 0) + table.grid.barMs });
  }
}

function sellByRule(table: Table, step: number): void {
  for (const held of table.book.held) {
    const token = table.grid.tokens[held.token];
    const place = token?.places[step] ?? -1;
    if (token && place >= 0 && table.rules.tokens[held.token]?.exits[place] === 1) sellAtStep(table, held, step);
  }
}

function sellAtStep(table: Table, held: Held, step: number): void {
  const token = table.grid.tokens[held.token];
  if (!token) return;
  const end = token.ends[step] ?? 0;
  const { price } = fillOf(token, table.terms, { end, limit: table.limits[held.token] ?? 0 });
  sell(table, token, { held, reason: 'rule', price, bar: end - 1, at: stepAt(table.grid, step) });
}

function markAt({ book, grid }: Table, at: number, endOf: (token: GridToken) => number): void {
  book.equity.push({ at, usd: equityAt(book, grid.tokens, endOf) });
}

function runOf({ book, grid, capitalUsd }: Table): StrategyRun {
  return {
    capitalUsd,
    equityUsd: book.equity.at(-1)?.usd ?? capitalUsd,
    feesUsd: book.feesUsd,
    ...{ equity: book.equity, trades: book.trades },
    held: book.held.map(({ token, openedAt }) => ({ symbol: grid.tokens[token]?.symbol ?? '', openedAt })),
    refused: Object.fromEntries(book.refused),
  };
}
