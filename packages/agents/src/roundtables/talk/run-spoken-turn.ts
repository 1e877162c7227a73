import { type EventDraft, emitEvent } from '@atc/core/company/events';
import { inTransaction, type Tx } from '@atc/core/kernel/db';
import { TURNS_QUEUE } from '@atc/core/loop/reviews';
import type { AgentContext } from '../../context/index.ts';
import type { TalkBriefing } from '../../minds/index.ts';
import { personas } from '../../personas/index.ts';
import { insertDistilTurn } from '../distil/index.ts';
import { giveWay } from '../give-way.ts';
import { whileHeld } from '../hold-lease.ts';
import { type SpokenTurn, TURN_TIMEOUT_MS } from '../turn.ts';
import { saveTurn, type Words } from '../turn-store.ts';
import { type Briefed, briefSpeaker } from './brief-speaker.ts';
import { driftPairs } from './drift-pairs.ts';
import { formats } from './format.ts';
import { chooseSpeaker, mayArgue } from './seating.ts';

/** What became of a turn of a conversation. */
export type SpokenOutcome = 'said' | 'ended' | 'overtaken' | 'lost';

/** Runs one turn of a conversation: what is said and who speaks next are stored in one transaction, or nothing is. */
export async function runSpokenTurn(ctx: AgentContext, turn: SpokenTurn): Promise<SpokenOutcome> {
  const decided = turn.proposalStatus !== null && turn.proposalStatus !== 'pending';
  return whileHeld(ctx, turn, async () => {
    if (!decided) return say(ctx, turn);
    return (await giveWay(ctx, turn)) ? 'overtaken' : 'lost';
  });
}

async function say(ctx: AgentContext, turn: SpokenTurn): Promise<SpokenOutcome> {
  const briefed = await briefSpeaker(ctx, turn);
  const words = await speak(ctx, turn, briefed);
  return words.ends ? inTransaction(ctx.db, (tx) => sayLast(ctx, tx, { turn, words })) : sayOn(ctx, turn, words);
}

async function speak(ctx: AgentContext, turn: SpokenTurn, briefed: Briefed): Promise<Words> {
  const { briefing } = briefed;
  const mind = ctx.minds.of(turn.agentId);
  const said = await mind.speak(briefing, turn.agentId, AbortSignal.timeout(TURN_TIMEOUT_MS));
  const { text, stance = null, trust, mind: by = mind.name } = said;
  return {
    text,
    content: { stance, trust },
    mind: by,
    vote: null,
    briefing: briefing.proposal ?? null,
    next: nextSpeaker(ctx, turn, briefed),
    ends: turn.turnNo >= turn.turnsPlanned,
    event: told({ turn, text, mind: by }),
    at: ctx.clock.now(),
  };
}

async function sayOn(ctx: AgentContext, turn: SpokenTurn, words: Words): Promise<SpokenOutcome> {
  const saved = await saveTurn(ctx.db, turn, words);
  if (saved?.next) await ctx.queues.nudge(TURNS_QUEUE, [saved.next]);
  return saved ? 'said' : 'lost';
}

interface LastWords {
  readonly turn: SpokenTurn;
  readonly words: Words;
}

async function sayLast(ctx: AgentContext, tx: Tx, { turn, words }: LastWords): Promise<SpokenOutcome> {
  if (!(await saveTurn(tx, turn, words))) return 'lost';
  await driftPairs(ctx, tx, turn.roundtableId);
  tx.nudge(TURNS_QUEUE, await insertDistilTurn(tx, turn.roundtableId, turn.turnNo));
  await tellEnd(ctx, tx, turn);
  return 'ended';
}

function nextSpeaker(ctx: AgentContext, turn: SpokenTurn, { briefing, bonds, calibrations }: Briefed) {
  const { key, heard }: TalkBriefing = briefing;
  const spoken = [...heard.map(({ agentId }) => agentId), turn.agentId];
  const { participants, turnsPlanned, turnNo } = turn;
  const left = turn.proposalId ? turnsPlanned - participants.length - turnNo : turnsPlanned;
  const floor = { participants: mayArgue({ participants, spoken }, left), spoken, bonds, calibrations };
  return chooseSpeaker(floor, (point) => ctx.dice.roll(`talk.${point}`, key));
}

interface Told {
  readonly turn: SpokenTurn;
  readonly text: string;
  readonly mind: string;
}

function told({ turn, text, mind }: Told): EventDraft {
  return {
    agentId: turn.agentId,
    kind: 'roundtable.turn',
    title: `${personas[turn.agentId].name}: ${text}`,
    summary: `${formats[turn.format].title}, turn ${turn.turnNo} of ${turn.turnsPlanned}: ${turn.topic}`,
    tags: ['roundtable', 'turn'],
    proposalId: turn.proposalId,
    instrumentId: turn.instrumentId,
    fields: { roundtableId: turn.roundtableId, format: turn.format, turnNo: turn.turnNo, mind },
  };
}

async function tellEnd(ctx: AgentContext, tx: Tx, turn: SpokenTurn): Promise<void> {
  const { title } = formats[turn.format];
  await emitEvent(ctx, tx, {
    agentId: turn.agentId,
    kind: 'roundtable.ended',
    title: `${title} ended after ${turn.turnNo} turns`,
    summary: `It was about ${turn.topic}.`,
    tags: ['roundtable', 'ended'],
    fields: { roundtableId: turn.roundtableId, format: turn.format, turns: turn.turnNo },
  });
}
