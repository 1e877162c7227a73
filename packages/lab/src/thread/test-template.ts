import type { LabRefusal, LabWorld, TestAsked, Tested } from '@atc/agents/context';
import { sayLeft } from '@atc/core/loop/strategies/choices';
import type { Trial } from '@atc/core/loop/trials';
import { COMPANY_TERMS } from '../engine/index.ts';
import { fingerprintProgram } from '../program/index.ts';
import { judgePromotion, mayLookAtHoldout } from '../promotion/index.ts';
import { countVariants, variantPlayer, variantsOf, type WalkPlan } from '../search/index.ts';
import { stageOf } from '../stages/index.ts';
import { dataContender } from '../strategies/index.ts';
import { findStrategy } from '../templates/index.ts';
import { codeOf, trialsOf } from '../trials/index.ts';
import { LEAST_COSTS, planOf, type Searching, usualCut, walkedRuns } from '../walks/index.ts';
import { fingerprintRecording } from '../world/index.ts';
import { openPast } from './open-past.ts';

const terms = { ...COMPANY_TERMS, costs: LEAST_COSTS };

/** Walks every variant of a template forward over the past, and judges the run by the ledger and all that it adds. */
export async function testTemplate(asked: TestAsked, of: LabWorld): Promise<Tested> {
  const prepared = await findStrategy(asked.template, of.templates);
  const { name: family, parameters } = prepared.strategy;
  const needed = countVariants(parameters) + 1;
  if (needed > asked.trials) return refused(sayLeft(needed, asked.trials));
  const stage = stageOf(await openPast(of, asked.now), [dataContender(prepared)], terms);
  const plan = planOf(stage.span, usualCut);
  if (typeof plan === 'string') return refused(`its past is too short: ${plan}, with a fifth kept unseen`);
  const searching = { stage, prepared, parts: plan.parts, terms, seed: of.seed, family };
  const [program, recording] = await Promise.all([fingerprintProgram('strategy'), fingerprintRecording(of)]);
  const code = codeOf(program, prepared.strategy);
  const known = asked.ledger.find((one) => isAnswer(one, { searching, plan, recording, code }));
  if (known) return judged([], known, asked.ledger);
  const look = { by: asked.by, at: asked.now, code };
  const trials = trialsOf(playAll(searching, plan), { recording, terms, look });
  const trial = trials.at(-1);
  return trial ? judged(trials, trial, asked.ledger) : refused('nothing of it was played');
}

const refused = (reason: string): LabRefusal => ({ kind: 'refused', reason });

function playAll(searching: Searching, plan: WalkPlan) {
  const { stage, prepared, parts } = searching;
  const { strategy } = prepared;
  const play = variantPlayer(stage.arena.tape, { strategy, parts, terms });
  const all = variantsOf(strategy.parameters).map((_, variant) => play(variant));
  return walkedRuns({ ...searching, plan, cut: usualCut, all }).runs;
}

interface Question {
  readonly searching: Searching;
  readonly plan: WalkPlan;
  readonly recording: string;
  readonly code: string;
}

/** Whether a trial of the ledger is the answer to a question: the same test of the same windows by the same code. */
function isAnswer(one: Trial, { searching, plan, recording, code }: Question): boolean {
  const windows = plan.cuts[0]?.windows ?? [];
  const [from, to] = [windows[0]?.test.from, windows.at(-1)?.test.to];
  const isSame = one.recording === recording && one.code === code && one.seed === searching.seed;
  const kept = searching.stage.holdout;
  const isSamePast = Date.parse(one.evidence?.holdout?.to ?? '') === kept?.to || (!kept && !one.evidence?.holdout);
  const isSameSpan = Date.parse(one.from) === from && Date.parse(one.to) === to;
  return one.split === 'test' && one.costs === terms.costs && isSame && isSamePast && isSameSpan;
}

function judged(trials: readonly Trial[], trial: Trial, ledger: readonly Trial[]): Tested {
  const known = new Set(ledger.map(({ runId }) => runId));
  const of = { trial, ledger: [...ledger, ...trials.filter(({ runId }) => !known.has(runId))] };
  const test = { trials, trial, judgement: judgePromotion(of), isProposable: mayLookAtHoldout(of) };
  return { kind: 'tested', test };
}
