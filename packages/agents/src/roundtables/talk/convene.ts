import { emitEvent } from '@atc/core/company/events';
import { inTransaction, readTogether, type Tx } from '@atc/core/kernel/db';
import type { LoopContext } from '@atc/core/loop';
import type { StepPayload } from '@atc/core/loop/kinds';
import { TURNS_QUEUE } from '@atc/core/loop/reviews';
import type { StepEnd } from '@atc/core/loop/steps';
import { calibrationsNow } from '../store.ts';
import { type FormatSpec, formats } from './format.ts';
import { chooseSpeaker, seat } from './seating.ts';
import { bondsNow, insertTalk, listSwitchedOff } from './store.ts';

export interface Convening {
  readonly stepId: string;
  readonly payload: StepPayload<'roundtable_conversation'>;
}

/**
 * Seats a conversation and makes its first turn ready; the turns then go on by themselves. The same step convenes once.
 */
export async function conveneRoundtable(ctx: LoopContext, { stepId, payload }: Convening): Promise<StepEnd> {
  const spec = specOf(payload);
  const at = ctx.clock.now();
  const key = `${payload.format}|${payload.topic}|${at.toISOString()}`;
  const roll = (point: string) => ctx.dice.roll(`talk.${point}`, key);
  const [off, { bonds, calibrations }] = await Promise.all([
    listSwitchedOff(ctx.db),
    readTogether(ctx.db, { bonds: bondsNow, calibrations: calibrationsNow }),
  ]);
  const { participants, turns } = seat(spec, off, roll);
  const floor = { participants, spoken: [], bonds, calibrations };
  const first = chooseSpeaker(floor, roll);
  if (!first) return { kind: 'failed', reason: 'everybody who would sit at the table is switched off' };
  const talk = { ...payload, stepId, participants, turns, first, temperature: spec.temperature, at };
  const convene = async (tx: Tx) => {
    const { roundtableId, nudge } = await insertTalk(tx, talk);
    if (!nudge) return roundtableId;
    tx.nudge(TURNS_QUEUE, nudge);
    await emitEvent(ctx, tx, {
      agentId: 'atlas',
      kind: 'roundtable.convened',
      title: `${spec.title}: ${payload.topic}, with ${participants.map((agent) => agent.toUpperCase()).join(', ')}`,
      summary: `${turns} turns are planned.`,
      fields: { roundtableId, format: payload.format, topic: payload.topic, turns },
    });
    return roundtableId;
  };
  const roundtableId = await inTransaction(ctx.db, convene);
  return { kind: 'succeeded', result: { roundtableId, participants, turns } };
}

/** What a conversation is like; at a debate between two sit these, and at most one of those who debate otherwise. */
function specOf({ format, between }: Convening['payload']): FormatSpec {
  const spec: FormatSpec = formats[format];
  if (!between) return spec;
  const others = [...spec.others, ...spec.always].filter((agent) => !between.includes(agent));
  return { ...spec, always: between, others };
}
