import type { JudgeAsked, Judged, LabWorld } from '@atc/agents/context';
import { strategyOf, type Trial } from '@atc/core/loop/trials';
import { fingerprintProgram } from '../program/index.ts';
import { judgePromotion, mayLookAtHoldout } from '../promotion/index.ts';
import { findStrategy } from '../templates/index.ts';
import { codeOf, hashOf, trialsOf } from '../trials/index.ts';
import { changedSince, holdoutRun, termsOf } from '../walks/index.ts';
import { fingerprintRecording } from '../world/index.ts';
import { openPast } from './open-past.ts';

/** Judges a run by the ledger, with a look at its holdout where it has passed everything else. */
export async function judgeRun(asked: JudgeAsked, of: LabWorld): Promise<Judged> {
  const { trial, ledger } = asked;
  const [program, recording] = await Promise.all([fingerprintProgram('strategy'), fingerprintRecording(of)]);
  const { strategy } = await findStrategy(trial.strategy, of.templates);
  const isChanged = hashOf(strategy) !== strategyOf(trial);
  const fault = isChanged ? 'its template has changed since' : changedSince(trial, { program, recording });
  if (fault) return { kind: 'refused', reason: fault };
  const looks = mayLookAtHoldout({ trial, ledger }) ? await look() : [];
  const judgement = judgePromotion({ trial, ledger: [...ledger, ...looks] });
  return { kind: 'judged', judgement, looks, definition: { strategy, values: trial.values } };

  async function look(): Promise<readonly Trial[]> {
    const run = holdoutRun({ trial, definition: strategy, world: await openPast(of, asked.now) });
    const by = { by: asked.by, at: asked.now, code: codeOf(program, strategy) };
    return trialsOf([run], { recording, terms: termsOf(trial), look: by });
  }
}
