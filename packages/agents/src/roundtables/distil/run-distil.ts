import { emitEvent } from '@atc/core/company/events';
import { inTransaction, type Tx } from '@atc/core/kernel/db';
import { linkLesson, type MemoryDraft, remember } from '@atc/core/loop/memories';
import { type Submitted, submitProposal } from '@atc/core/loop/proposals';
import type { AgentContext } from '../../context/index.ts';
import type { DistilBriefing, Learned } from '../../minds/index.ts';
import { type DistilTurn, TURN_TIMEOUT_MS, whileHeld } from '../turns/index.ts';
import { type Admitted, admitDistillation } from './admit.ts';
import { briefDistiller } from './brief-distiller.ts';
import { conveneDebate } from './convene-debate.ts';
import type { Option } from './options.ts';
import { endDistilTurn, holdDistilTurn } from './store.ts';

export type DistilOutcome = 'distilled' | 'lost';

/** Goes over a conversation that has ended, once: what its participants remember of it, and what they want done. */
export async function runDistil(ctx: AgentContext, turn: DistilTurn): Promise<DistilOutcome> {
  return whileHeld(ctx, turn, () => distil(ctx, turn));
}

async function distil(ctx: AgentContext, turn: DistilTurn): Promise<DistilOutcome> {
  const { briefing, trust, options, open } = await briefDistiller(ctx, turn);
  const mind = ctx.minds.of(turn.agentId);
  const told = await mind.distil(briefing, turn.agentId, AbortSignal.timeout(TURN_TIMEOUT_MS));
  const kept = admitDistillation(told.distillation, briefing);
  const asked = await askFor(
    ctx,
    turn,
    options.filter(({ id }) => kept.actions.includes(id)),
  );
  await conveneDebate(ctx, turn, open);
  const learned: Learnt = { turn, trust, briefing, kept, asked, mind: told.mind ?? mind.name };
  return inTransaction(ctx.db, (tx) => write(ctx, tx, learned));
}

/**
 * Takes what the table wants done through the door; the same conversation asks for a thing once, however often it is
 * gone over.
 */
async function askFor(ctx: AgentContext, turn: DistilTurn, wanted: readonly Option[]) {
  const asked: Submitted[] = [];
  for (const { id, says, payload } of wanted) {
    asked.push(
      await submitProposal(ctx, {
        agentId: payload.agentId,
        title: says,
        summary: `Wanted after "${turn.topic}".`,
        missionType: 'analysis',
        steps: [{ kind: 'agent_task', payload }],
        origin: { kind: 'roundtable', id: turn.roundtableId },
        dedupeKey: `action:${turn.roundtableId}:${id}`,
      }),
    );
  }
  return asked;
}

interface Learnt {
  readonly turn: DistilTurn;
  readonly trust: MemoryDraft['trust'];
  readonly briefing: DistilBriefing;
  readonly kept: Admitted;
  readonly asked: readonly Submitted[];
  readonly mind: string;
}

async function write(ctx: AgentContext, tx: Tx, learnt: Learnt): Promise<DistilOutcome> {
  const { turn, kept, asked, mind } = learnt;
  if (!(await holdDistilTurn(tx, turn))) return 'lost';
  const stored = [];
  for (const memory of kept.memories) stored.push({ memory, id: await remember(ctx, tx, draftOf(memory, learnt)) });
  const news = stored.filter(({ id }) => id !== null);
  for (const { memory } of news)
    if (memory.type === 'lesson') for (const tradeId of memory.tradeIds) await linkLesson(tx, tradeId, memory.content);
  const accepted = asked.filter(({ status }) => status === 'accepted').length;
  const text = `${count(news.length, 'memory', 'memories')}, ${count(accepted, 'action item', 'action items')}.`;
  const content = {
    memories: news.map(({ id }) => id),
    actions: asked.map(({ proposalId, status }) => ({ proposalId, status })),
  };
  const ending = endDistilTurn(tx, turn.id, { text, content, mind, at: ctx.clock.now() });
  const telling = emitEvent(ctx, tx, {
    agentId: turn.agentId,
    kind: 'roundtable.distilled',
    title: `"${turn.topic}" leaves ${text}`,
    summary: [
      news.map(({ memory }) => `${memory.agentId.toUpperCase()}: ${memory.content}`).join(' ') || 'Nothing new.',
      ...(kept.ignored.length > 0 ? [`Not offered, and ignored: ${kept.ignored.join(', ')}.`] : []),
    ].join(' '),
    fields: { roundtableId: turn.roundtableId, format: turn.format, memories: news.length, actions: accepted },
  });
  await Promise.all([telling, ending]);
  return 'distilled';
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

function draftOf(memory: Learned, { turn, trust, briefing }: Learnt): MemoryDraft {
  const { agentId, type, content, confidence, token, tradeIds } = memory;
  return {
    ...{ agentId, type, content, confidence, trust },
    tags: [turn.format, ...(token ? [token] : []), ...moodOf(memory, briefing)],
    sourceTraceId: `roundtable:${turn.roundtableId}`,
    subject: subjectOf(memory),
    evidence: { roundtableId: turn.roundtableId, format: turn.format, tradeIds },
  };
}

/** Whether what is remembered went well, by the books and not by what was said of it: a bad one leads to caution. */
function moodOf({ type, tradeIds }: Learned, { trades, record }: DistilBriefing): readonly string[] {
  const pnl = trades.filter(({ id }) => tradeIds.includes(id)).map(({ pnlPct }) => pnlPct);
  const known = pnl.length > 0 ? pnl : type === 'strategy' && record.trades > 0 ? [record.averagePct] : [];
  if (known.length === 0) return [];
  return [known.reduce((sum, one) => sum + one, 0) > 0 ? 'good' : 'bad'];
}

// However often a table comes back to it, an agent keeps its latest lesson of a trade, and of the rest its latest word
// on a token.
function subjectOf({ type, token, tradeIds: [tradeId, ...others] }: Learned): string | null {
  if (type === 'lesson') return tradeId === undefined || others.length > 0 ? null : `talk:trade:${tradeId}`;
  return token === null ? null : `talk:${token}`;
}
