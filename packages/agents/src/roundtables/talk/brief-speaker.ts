import { readPolicies } from '@atc/core/company/policies';
import type { AgentId } from '@atc/core/company/roster';
import { readPortfolio } from '@atc/core/desk/portfolio';
import type { AgentContext } from '../../context/index.ts';
import type { TalkBriefing } from '../../minds/index.ts';
import { type Persona, personas } from '../../personas/index.ts';
import { readVoice } from '../../voice/index.ts';
import { briefProposal } from '../briefing/index.ts';
import { listWords } from '../store.ts';
import { countDesk, findLastTrade, listFirstWords, listHeld, listPosted, listSureSignals } from './brief-store.ts';
import type { SpokenTurn } from './store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LISTED = 5;

/** What the speaker of a turn may know at this moment. */
export async function briefSpeaker(ctx: AgentContext, turn: SpokenTurn): Promise<TalkBriefing> {
  const now = ctx.clock.now();
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const since = new Date(turn.convenedAt.getTime() - 2 * DAY_MS);
  const outside = mayRead(turn.agentId) ? listPosted(ctx.db, dayAgo, LISTED) : [];
  const [books, desk, held, lastTrade, signals, posted, heard, firstWords, movers, voice, proposal] = await Promise.all(
    [
      readPortfolio(ctx.db),
      countDesk(ctx.db, dayAgo),
      listHeld(ctx.db, now),
      findLastTrade(ctx.db),
      listSureSignals(ctx.db, dayAgo, LISTED),
      outside,
      listWords(ctx.db, turn.roundtableId),
      listFirstWords(ctx.db, { agentId: turn.agentId, roundtableId: turn.roundtableId, since }),
      listMovers(ctx, turn.topic),
      readVoice(ctx.db, turn.agentId),
      turn.proposalId === null ? null : briefProposal(ctx, { proposalId: turn.proposalId, briefing: turn.briefing }),
    ],
  );
  return {
    key: `${turn.format}|${turn.topic}|${turn.convenedAt.toISOString()}|${turn.turnNo}`,
    trace: `roundtable:${turn.roundtableId}`,
    format: turn.format,
    topic: turn.topic,
    at: now.toISOString(),
    turnNo: turn.turnNo,
    turnsPlanned: turn.turnsPlanned,
    temperature: turn.temperature,
    books: {
      equityUsd: books.equityUsd.toNumber(),
      cashUsd: books.cashUsd.toNumber(),
      exposureUsd: books.exposureUsd.toNumber(),
      dayPnlUsd: books.dayPnlUsd.toNumber(),
      drawdownPct: books.drawdown,
      openPositions: books.openPositions,
      wins: books.wins,
      losses: books.losses,
    },
    desk,
    held,
    lastTrade,
    movers,
    signals,
    ...(posted.length > 0 ? { outside: [...posted] } : {}),
    heard,
    openings: firstWords.map((text) => text.split(/(?<=[.?!])\s+/)[0] ?? text),
    voice,
    ...(proposal ? { proposal } : {}),
  };
}

/** Whether words of strangers are given to an agent. */
function mayRead(agent: AgentId): boolean {
  const { sees }: Persona = personas[agent];
  return sees.includes('outside_text');
}

/** The tokens that the topic names, then the widest moves of a day. */
async function listMovers(ctx: AgentContext, topic: string): Promise<TalkBriefing['movers']> {
  const now = ctx.clock.now();
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const named = new Set(topic.toUpperCase().split(/[^A-Z0-9]+/));
  const universe = new Set((await readPolicies(ctx.db)).values.universe?.contracts);
  return ctx.market
    .contracts()
    .filter(({ contract }) => universe.has(contract))
    .flatMap(({ contract, symbol }) => {
      const last = ctx.market.price(contract, now);
      const before = ctx.market.price(contract, dayAgo);
      const change24hPct = last && isRecent(before, dayAgo) ? last.price / before.price - 1 : null;
      return last ? [{ symbol, price: last.price, change24hPct }] : [];
    })
    .sort(
      (a, b) =>
        Number(named.has(b.symbol)) - Number(named.has(a.symbol)) ||
        Math.abs(b.change24hPct ?? 0) - Math.abs(a.change24hPct ?? 0),
    )
    .slice(0, LISTED)
    .map((mover) => ({ ...mover, price: String(mover.price) }));
}

type Price = ReturnType<AgentContext['market']['price']>;

/** Whether a price was seen within the hour before an instant; across a longer gap there is no change of a day. */
const isRecent = (price: Price, at: Date): price is NonNullable<Price> =>
  price !== null && at.getTime() - price.at.getTime() <= HOUR_MS;
