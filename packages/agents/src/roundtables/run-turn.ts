import { type Db, inTransaction, type Tx } from '@atc/core/kernel/db';
import type { Nudge } from '@atc/core/kernel/queues';
import { TURNS_QUEUE } from '@atc/core/loop/reviews';
import type { AgentContext } from '../context/index.ts';
import { type DistilOutcome, runDistil } from './distil/index.ts';
import { giveWay } from './give-way.ts';
import { askForWords, endTalk } from './talk/index.ts';
import {
  type DistilTurn,
  isLast,
  isOvertaken,
  type SaidTurn,
  saveTurn,
  takeTurn,
  type Words,
  whileHeld,
} from './turns/index.ts';
import { askForVote, decideByVotes } from './vote.ts';

/** What became of a turn: said, the last one with or without a verdict, overtaken by a decision, or somebody else's. */
export type TurnOutcome = 'said' | 'decided' | 'ended' | 'overtaken' | 'lost' | DistilOutcome;

/**
 * Runs one turn of a conversation, or all that are left of it where everybody at the table thinks for nothing. With the
 * last turn of a review or a debate its verdict is stored, or nothing is.
 */
export async function runTurn(
  ctx: AgentContext,
  job: { readonly id: string; readonly nudge: number },
): Promise<TurnOutcome> {
  const turn = await takeTurn(ctx.db, job);
  if (!turn) return 'lost';
  if (turn.kind === 'distill') return runDistil(ctx, turn);
  const free = turn.participants.every((agent) => ctx.minds.of(agent).free);
  return free ? sayAll(ctx, turn) : sayOne(ctx, turn);
}

/** Says one turn. What a model said took its time and was paid for, so it is kept before anything else is asked. */
async function sayOne(ctx: AgentContext, turn: SaidTurn): Promise<TurnOutcome> {
  const { outcome, next } = await whileHeld(ctx, turn, async () => {
    if (isOvertaken(turn)) return inTransaction(ctx.db, (tx) => overtaken(ctx, tx, turn));
    const words = await wordsFor(ctx, ctx.db, turn);
    return isLast(turn)
      ? inTransaction(ctx.db, (tx) => keepLast(ctx, tx, { turn, words }))
      : keep(ctx.db, { turn, words });
  });
  if (next) await ctx.queues.nudge(TURNS_QUEUE, [next]);
  return outcome;
}

/** Says this turn and all that follow it in one transaction, then goes over what was said. */
async function sayAll(ctx: AgentContext, first: SaidTurn): Promise<TurnOutcome> {
  const { outcome, distil } = await whileHeld(ctx, first, () =>
    inTransaction(ctx.db, (tx) => sayThrough(ctx, tx, first)),
  );
  if (distil) await runDistil(ctx, distil);
  return outcome;
}

interface Talked {
  readonly outcome: TurnOutcome;
  readonly distil: DistilTurn | null;
}

async function sayThrough(ctx: AgentContext, tx: Tx, first: SaidTurn): Promise<Talked> {
  for (let turn = first; ; ) {
    const { outcome, next } = await sayIn(ctx, tx, turn);
    const following = next && (await takeTurn(tx, { id: next.rowId, nudge: next.nudge }));
    if (!following || following.kind === 'distill') return { outcome, distil: following };
    turn = following;
  }
}

async function sayIn(ctx: AgentContext, tx: Tx, turn: SaidTurn): Promise<Kept> {
  if (isOvertaken(turn)) return overtaken(ctx, tx, turn);
  const words = await wordsFor(ctx, tx, turn);
  return isLast(turn) ? keepLast(ctx, tx, { turn, words }) : keep(tx, { turn, words });
}

const wordsFor = (ctx: AgentContext, db: Db, turn: SaidTurn): Promise<Words> =>
  turn.kind === 'vote' ? askForVote(ctx, db, turn) : askForWords(ctx, db, turn);

interface Said {
  readonly turn: SaidTurn;
  readonly words: Words;
}

interface Kept {
  readonly outcome: TurnOutcome;
  /** The turn that may follow now. */
  readonly next: Nudge | null;
}

const overtaken = async (ctx: AgentContext, tx: Tx, turn: SaidTurn): Promise<Kept> => ({
  outcome: await giveWay(ctx, tx, turn),
  next: null,
});

async function keep(db: Db, { turn, words }: Said): Promise<Kept> {
  const saved = await saveTurn(db, turn, words);
  return saved ? { outcome: 'said', next: saved.next } : { outcome: 'lost', next: null };
}

async function keepLast(ctx: AgentContext, tx: Tx, { turn, words }: Said): Promise<Kept> {
  if (!(await saveTurn(tx, turn, words))) return { outcome: 'lost', next: null };
  return turn.kind === 'vote'
    ? { outcome: 'decided', next: await decideByVotes(ctx, tx, turn) }
    : { outcome: 'ended', next: await endTalk(ctx, tx, turn) };
}
