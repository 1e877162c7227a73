import { type Answer, keepAnswer, readAnswer } from '@atc/lab/answers';
import { readLedger } from '@atc/lab/trials';
import type { LabContext } from '../command.ts';
import { type Asked, openQuestion, type Question } from './question.ts';

/**
 * Answers a question and keeps the answer; one that was asked before is answered from disk and is no new trial. It is
 * played again where the code or the candles have changed, or where the ledger does not know its runs. What found
 * nothing, such as a search that was stopped, is not kept. Returns whether nothing refused what was played.
 */
export async function answerOnce(
  ctx: LabContext,
  question: Question,
  answer: (asked: Asked) => Promise<Omit<Answer, 'at'>>,
): Promise<boolean> {
  const asked = await openQuestion(ctx, question);
  const before = await knownAnswer(ctx, asked);
  const fresh = before ? null : await answer(asked);
  if (before) ctx.say(`Asked before, on ${before.at.slice(0, 10)}: this is the answer of then, and no new trial.`);
  for (const line of (before ?? fresh)?.lines ?? []) ctx.say(line);
  if (fresh?.isFound) await keepAnswer(asked.folder, { at: new Date().toISOString(), ...fresh });
  return (before ?? fresh)?.isFound ?? false;
}

async function knownAnswer({ folder }: LabContext, asked: Asked): Promise<Answer | null> {
  const before = await readAnswer(asked.folder);
  if (!before) return null;
  const known = new Set((await readLedger(folder)).trials.map(({ runId }) => runId));
  return before.runs.every((run) => known.has(run)) ? before : null;
}
