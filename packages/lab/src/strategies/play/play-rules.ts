import { closedBy } from '@atc/core/market';
import { dayEnds } from '../../measure/index.ts';
import { type GridToken, stepAt, stepFrom } from '../tape/index.ts';
import { equityAt, type Held, openBook } from './book.ts';
import { buy } from './buy.ts';
import { byDice, byRules, type Choice, stepsWith } from './choice.ts';
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
  playSteps(table, choice, dayEnds(from, to));
  watchAll(table, null);
  markAt(table, to, ({ base }) => closedBy(base, to));
  return runOf(table);
}

/** Goes from step to step, and stays where something is decided or marked: what lies between is watched later. */
function playSteps(table: Table, choice: Choice, marks: readonly number[]): void {
  const { grid, rules, from, to } = table;
  const selling = stepsWith(grid, rules, ({ exits }) => exits);
  const last = Math.min(grid.steps - 1, Math.floor((to - grid.firstAt) / grid.intervalMs));
  let mark = 0;
  for (let step = stepFrom(grid, from); step <= last; step += 1) {
    const at = stepAt(grid, step);
    const isMarked = at === marks[mark] && at < to;
    if (isMarked || choice.busy === null || choice.busy[step] === 1 || selling[step] === 1)
      playStep(table, step, choice);
    if (!isMarked) continue;
    markAt(table, at, ({ ends }) => ends[step] ?? 0);
    mark += 1;
  }
}

function playStep(table: Table, step: number, choice: Choice): void {
  if (table.book.held.length > 0) {
    watchAll(table, step);
    sellByRule(table, step);
  }
  const wanted = choice.wanted(step);
  if (wanted.length === 0) return;
  let bought = 0;
  const most = choice.most();
  for (const one of wanted) {
    if (bought >= most) return;
    if (table.book.held.some(({ token }) => token === one.index) || !buy(table, one)) continue;
    bought += 1;
    choice.bought();
  }
}

/** Watches what is held until a step, or until the end where none is told. */
function watchAll(table: Table, step: number | null): void {
  for (const held of table.book.held) {
    const token = table.grid.tokens[held.token];
    if (!token) continue;
    const end = (step === null ? table.limits[held.token] : token.ends[step]) ?? 0;
    const trigger = watch(held, token.base, end);
    if (trigger) sell(table, token, { ...trigger, held, at: (token.base.openAt[trigger.bar] ?? 0) + table.grid.barMs });
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
    equity: book.equity,
    trades: book.trades.sort((a, b) => a.closedAt - b.closedAt),
    held: book.held.map(({ token, openedAt }) => ({ symbol: grid.tokens[token]?.symbol ?? '', openedAt })),
    refused: Object.fromEntries(book.refused),
  };
}
