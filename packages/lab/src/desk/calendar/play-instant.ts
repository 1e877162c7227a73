import { BEAT_EVERY_MS } from '@atc/core/company/runs';
import { enterByDice } from '../placebo/index.ts';
import type { Desk, Work } from '../state/index.ts';
import { analyseSignal, runDeskTask } from '../tasks/index.ts';
import { carryOut, reviewProposal, watchPrices } from '../trades/index.ts';
import { concludeTalk, conveneDue } from './convene.ts';
import { deliverEvent } from './deliver-event.ts';
import { reviewMorning } from './review-morning.ts';
import { takeTurns } from './take-turns.ts';

type Doing = { readonly [K in Work['kind']]: (desk: Desk, work: Extract<Work, { readonly kind: K }>) => void };

const doing: Doing = {
  analysis: (desk, { proposal }) => analyseSignal(desk, proposal),
  task: (desk, { request }) => runDeskTask(desk, request),
  talk: (desk, { proposal, payload }) => concludeTalk(desk, proposal, payload.format),
  review: (desk, { proposal }) => reviewProposal(desk, proposal),
  mission: (desk, { proposal }) => carryOut(desk, proposal),
  event: (desk, { event }) => deliverEvent(desk, event),
};

/** Does what is due at an instant: watch, turns of rules, beat; each with all that follows from it. */
export function playInstant(desk: Desk, now: Date): void {
  desk.now = now;
  watchPrices(desk);
  finish(desk);
  enterByDice(desk);
  finish(desk);
  takeTurns(desk);
  finish(desk);
  if (now.getTime() % BEAT_EVERY_MS !== 0) return;
  conveneDue(desk);
  reviewMorning(desk);
  finish(desk);
}

/** Does all that is ready, the first that is ready first. */
function finish(desk: Desk): void {
  for (let next = desk.work.shift(); next; next = desk.work.shift()) doOne(desk, next);
}

function doOne<K extends Work['kind']>(desk: Desk, work: Extract<Work, { readonly kind: K }>): void {
  const doIt = doing[work.kind as K];
  doIt(desk, work);
}
