import { announceEvents, emitEvent, type WrittenEvent } from '@atc/core/company/events';
import { inTransaction, type Tx } from '@atc/core/kernel/db';
import type { Nudge } from '@atc/core/kernel/queues';
import { TURNS_QUEUE } from '@atc/core/loop/reviews';
import type { AgentContext } from '../../context/index.ts';
import type { TalkBriefing } from '../../minds/index.ts';
import { personas } from '../../personas/index.ts';
import { insertDistilTurn } from '../distil/index.ts';
import { giveWay } from '../give-way.ts';
import { whileHeld } from '../hold-lease.ts';
import { holdTurn, listCalibrations } from '../store.ts';
import { TURN_TIMEOUT_MS } from '../turn.ts';
import { briefSpeaker } from './brief-speaker.ts';
import { driftPairs } from './drift-pairs.ts';
import { formats } from './format.ts';
import { chooseSpeaker, mayArgue } from './seating.ts';
import { listBonds, type SpokenTurn, saveWords, takeSpokenTurn } from './store.ts';

/** What became of a turn of a conversation. */
export type SpokenOutcome = 'said' | 'ended' | 'overtaken' | 'lost';

/** Runs one turn of a conversation: what is said and who speaks next are stored in one transaction, or nothing is. */
export async function runSpokenTurn(
  ctx: AgentContext,
  job: { readonly id: string; readonly nudge: number },
): Promise<SpokenOutcome> {
  const turn = await takeSpokenTurn(ctx.db, job);
  if (!turn) return 'lost';
  const decided = turn.proposalStatus !== null && turn.proposalStatus !== 'pending';
  return whileHeld(ctx, turn, async () => {
    if (!decided) return say(ctx, turn);
    return (await giveWay(ctx, turn)) ? 'overtaken' : 'lost';
  });
}

async function say(ctx: AgentContext, turn: SpokenTurn): Promise<SpokenOutcome> {
  const briefing = await briefSpeaker(ctx, turn);
  const mind = ctx.minds.of(turn.agentId);
  // Who speaks next does not depend on what is being said: it is found while a model thinks.
  const [said, next] = await Promise.all([
    mind.speak(briefing, turn.agentId, AbortSignal.timeout(TURN_TIMEOUT_MS)),
    nextSpeaker(ctx, turn, briefing),
  ]);
  const { text, stance = null, trust, mind: by = mind.name } = said;
  const at = ctx.clock.now();
  const written = await inTransaction(ctx.db, async (tx): Promise<Spoken | null> => {
    if (!(await holdTurn(tx, turn))) return null;
    const nudge = await saveWords(tx, turn, {
      text,
      stance,
      trust,
      mind: by,
      next,
      proposal: briefing.proposal ?? null,
      at,
    });
    const told = await tell(ctx, tx, { turn, text, mind: by });
    if (nudge) return { nudge, ended: false, events: [told] };
    await driftPairs(ctx, tx, turn.roundtableId);
    const distil = await insertDistilTurn(tx, turn.roundtableId, turn.turnNo);
    return { nudge: distil, ended: true, events: [told, await tellEnd(ctx, tx, turn)] };
  });
  if (!written) return 'lost';
  await ctx.queues.nudge(TURNS_QUEUE, [written.nudge]);
  await announceEvents(ctx, written.events);
  return written.ended ? 'ended' : 'said';
}

interface Spoken {
  /** Of the next turn, or of going over what was said. */
  readonly nudge: Nudge;
  readonly ended: boolean;
  readonly events: readonly WrittenEvent[];
}

async function nextSpeaker(ctx: AgentContext, turn: SpokenTurn, { key, heard }: TalkBriefing) {
  const spoken = [...heard.map(({ agentId }) => agentId), turn.agentId];
  const [bonds, calibrations] = await Promise.all([listBonds(ctx.db), listCalibrations(ctx.db)]);
  const { participants, turnsPlanned, turnNo } = turn;
  const left = turn.proposalId ? turnsPlanned - participants.length - turnNo : turnsPlanned;
  const floor = { participants: mayArgue({ participants, spoken }, left), spoken, bonds, calibrations };
  return chooseSpeaker(floor, (point) => ctx.dice.roll(`talk.${point}`, key));
}

interface Telling {
  readonly turn: SpokenTurn;
  readonly text: string;
  readonly mind: string;
}

async function tell(ctx: AgentContext, tx: Tx, { turn, text, mind }: Telling): Promise<WrittenEvent> {
  return emitEvent(ctx, tx, {
    agentId: turn.agentId,
    kind: 'roundtable.turn',
    title: `${personas[turn.agentId].name}: ${text}`,
    summary: `${formats[turn.format].title}, turn ${turn.turnNo} of ${turn.turnsPlanned}: ${turn.topic}`,
    tags: ['roundtable', 'turn'],
    proposalId: turn.proposalId,
    instrumentId: turn.instrumentId,
    fields: { roundtableId: turn.roundtableId, format: turn.format, turnNo: turn.turnNo, mind },
  });
}

async function tellEnd(ctx: AgentContext, tx: Tx, turn: SpokenTurn): Promise<WrittenEvent> {
  const { title } = formats[turn.format];
  return emitEvent(ctx, tx, {
    agentId: turn.agentId,
    kind: 'roundtable.ended',
    title: `${title} ended after ${turn.turnNo} turns`,
    summary: `It was about ${turn.topic}.`,
    tags: ['roundtable', 'ended'],
    fields: { roundtableId: turn.roundtableId, format: turn.format, turns: turn.turnNo },
  });
}
