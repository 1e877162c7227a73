import { type EventDraft, emitEvent } from '@atc/core/company/events';
import type { Db, Tx } from '@atc/core/kernel/db';
import type { Nudge } from '@atc/core/kernel/queues';
import type { AgentContext } from '../../context/index.ts';
import { madeIn, type TalkBriefing } from '../../minds/index.ts';
import { personas } from '../../personas/index.ts';
import { insertDistilTurn } from '../distil/index.ts';
import { isLast, type SpokenTurn, TURN_TIMEOUT_MS, type Words } from '../turns/index.ts';
import { type Briefed, briefSpeaker } from './brief-speaker.ts';
import { driftPairs } from './drift-pairs.ts';
import { formats } from './format.ts';
import { chooseSpeaker, mayArgue } from './seating.ts';

/** What the speaker of a turn says, and who speaks after it. */
export async function askForWords(ctx: AgentContext, db: Db, turn: SpokenTurn): Promise<Words> {
  const briefed = await briefSpeaker(ctx, db, turn);
  const { briefing } = briefed;
  const mind = ctx.minds.of(turn.agentId);
  const said = await mind.speak(briefing, turn.agentId, AbortSignal.timeout(TURN_TIMEOUT_MS));
  const { text, trust, mind: by = mind.name } = said;
  return {
    text,
    content: { trust, ...madeIn(text, briefing.point) },
    mind: by,
    votes: [],
    briefing: briefing.proposal ?? null,
    next: nextSpeaker(ctx, turn, briefed),
    ends: isLast(turn),
    event: told({ turn, text, mind: by }),
    at: ctx.clock.now(),
  };
}

/** What is left when a conversation is over: how its speakers get on, the word of it, the turn that goes over it. */
export async function endTalk(ctx: AgentContext, tx: Tx, turn: SpokenTurn): Promise<Nudge> {
  await driftPairs(ctx, tx, turn.roundtableId);
  await tellEnd(ctx, tx, turn);
  return insertDistilTurn(tx, turn.roundtableId, turn.turnNo);
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

function told({ turn, text, mind }: Told): EventDraft<'roundtable.turn'> {
  return {
    agentId: turn.agentId,
    kind: 'roundtable.turn',
    title: `${personas[turn.agentId].name}: ${text}`,
    summary: `${formats[turn.format].title}, turn ${turn.turnNo} of ${turn.turnsPlanned}: ${turn.topic}`,
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
    fields: { roundtableId: turn.roundtableId, format: turn.format, turns: turn.turnNo },
  });
}
