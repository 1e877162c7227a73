import { markPositions } from '@atc/core/desk/watch';
import { inTransaction } from '@atc/core/kernel/db';
import { seededDice } from '@atc/core/kernel/dice';
import { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';
import type { TalkFormat } from '@atc/core/loop/kinds';
import type { Candle } from '@atc/core/market';
import { scriptedMarket, type TestCompany, testCompany } from '@atc/core/testing';
import { closeTrade, type MadeTrade, openTrade } from '@atc/core/testing/trades';
import type { AgentContext } from '../../context/index.ts';
import { openMinds, type TalkBriefing } from '../../minds/index.ts';
import { seedAgents } from '../../personas/index.ts';
import { seedRelationships } from '../../relationships/index.ts';
import { conveneRoundtable, runTurn } from '../index.ts';

/** A turn that was said, with all that its speaker knew. */
export interface HeardTurn {
  readonly day: number;
  readonly format: TalkFormat;
  readonly text: string;
  readonly briefing: TalkBriefing;
}

const START = Date.parse('2025-02-03T00:00:00Z');
const BEFORE = 12;
const SWING = 0.02;
const PRICES = { BONK_USDT: 0.00002, SOL_USDT: 200, WIF_USDT: 1.5, JUP_USDT: 0.8, PYTH_USDT: 0.3 } as const;
const symbols = ['BONK', 'SOL', 'WIF', 'JUP', 'PYTH'] as const;

/** For tests: a market that walks by the hour, the same in every run, and a desk that buys a token a day. */
export async function talkedDays(days: number): Promise<readonly HeardTurn[]> {
  const market = scriptedMarket(PRICES, {
    barMs: HOUR_MS,
    startsAt: new Date(START),
    historyOf: (contract) => walkOf(contract, days),
  });
  const company = await testCompany({ market });
  await seedAgents(company.ctx.db);
  await seedRelationships(company.ctx.db);
  const turns: HeardTurn[] = [];
  let held: MadeTrade | null = null;
  for (let day = 0; day < days; day += 1) {
    const at = async (hour: number) => {
      await company.setTime(new Date(START + day * DAY_MS + hour * HOUR_MS));
      await mark(company);
    };
    const said = async (format: TalkFormat) => turns.push(...(await hold(company, day, format)));
    await at(14.5);
    await said('morning_standup');
    const symbol = symbols[day % symbols.length] ?? 'SOL';
    const bought: MadeTrade = await openTrade(company.ctx, { symbol, ...pricesOf(company, symbol) });
    await at(19);
    await said('position_review');
    if (held) await closeTrade(company.ctx, held, await sellingOf(company, held));
    held = bought;
    await at(21.5);
    await said('post_mortem');
    if (day % 7 === 6) await said('strategy_session');
    if (day % 5 < 2) await said('watercooler');
  }
  await company.close();
  return turns;
}

function walkOf(contract: string, days: number): readonly Candle[] {
  const dice = seededDice(contract);
  let close = Object.entries(PRICES).find(([name]) => name === contract)?.[1] ?? 1;
  return Array.from({ length: (BEFORE + days + 1) * 24 }, (_, n) => {
    const open = close;
    close = rounded(open * (1 + SWING * (dice.roll('step', `${n}`) - 0.5)));
    const openAt = START - BEFORE * DAY_MS + n * HOUR_MS;
    return { openAt, open, close, high: Math.max(open, close), low: Math.min(open, close), volume: 1e6 };
  });
}

const rounded = (price: number): number => Math.round(price * 1e9) / 1e9;

const lastOf = ({ market, ctx }: TestCompany, symbol: string): number =>
  market.price(`${symbol}_USDT`, ctx.clock.now())?.price ?? 1;

async function mark({ ctx, market }: TestCompany): Promise<void> {
  const now = ctx.clock.now();
  const marks = Object.keys(PRICES).flatMap((contract) => {
    const { price } = market.price(contract, now) ?? {};
    return price === undefined ? [] : [{ contract, price, high: price }];
  });
  await inTransaction(ctx.db, (tx) => markPositions(tx, marks, now));
}

function pricesOf(company: TestCompany, symbol: string): { readonly price: string; readonly stop: string } {
  const price = lastOf(company, symbol);
  return { price: String(price), stop: String(rounded(price * 0.9)) };
}

async function sellingOf(company: TestCompany, { instrumentId }: MadeTrade) {
  const { symbol } = await company.ctx.db.instrument.findUniqueOrThrow({ where: { id: instrumentId } });
  return { price: String(lastOf(company, symbol)), reason: 'take_profit' };
}

/** Holds a whole conversation, of which the briefings are kept. */
async function hold({ ctx: loop }: TestCompany, day: number, format: TalkFormat): Promise<readonly HeardTurn[]> {
  const minds = openMinds(loop);
  const turns: HeardTurn[] = [];
  const of: typeof minds.of = (agent) => {
    const mind = minds.of(agent);
    return {
      ...mind,
      speak: async (briefing, ...asked) => {
        const speech = await mind.speak(briefing, ...asked);
        turns.push({ day, format, text: speech.text, briefing });
        return speech;
      },
    };
  };
  const ctx: AgentContext = { ...loop, minds: { of } };
  const payload = { format, topic: `what to do on day ${day}` };
  const end = await conveneRoundtable(ctx, { stepId: crypto.randomUUID(), payload });
  if (end.kind !== 'succeeded') throw new Error(end.kind);
  const roundtableId = String(end.result.roundtableId);
  const first = await ctx.db.roundtableTurn.findFirstOrThrow({ where: { roundtableId, turnNo: 1 } });
  await runTurn(ctx, { id: first.id, nudge: 0 });
  return turns;
}
