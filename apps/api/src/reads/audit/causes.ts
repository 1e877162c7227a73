import { fieldOf } from '@atc/core/company/events';
import type { BaseDb } from '@atc/core/kernel/db';
import { type BareLink, linkOfBeginning, linkOfEvent, linkOfSignal } from './link.ts';
import { findTold, findToldEvent, findToldSignal, type Told, type ToldEvent } from './story-store.ts';

/** An idea that is further from its beginning than this was stopped by the depth limit long before. */
const MOST_STEPS = 12;

/** What something came of. */
export interface Cause {
  readonly kind: string;
  readonly id: string;
}

/**
 * Causes with what led to them, the beginning first: an event to the event, signal or proposal that caused it, and so
 * on, down to a signal, a bar, a schedule, an operator or a protection.
 */
export async function traceCauses(db: BaseDb, from: readonly Cause[]): Promise<readonly BareLink[]> {
  const causes = [...from];
  const seen = new Set<string>();
  const links: BareLink[] = [];
  for (let cause = causes.shift(); cause && links.length < MOST_STEPS; cause = causes.shift()) {
    if (seen.has(cause.id)) continue;
    seen.add(cause.id);
    const traced = await traceOne(db, cause);
    links.unshift(traced.link);
    causes.push(...traced.causes);
  }
  return links;
}

/** What a proposal names as its origin. */
export function causesOfProposal({ originKind, originId, signalId }: Told): readonly Cause[] {
  const origin = { kind: originKind === 'reaction' ? 'event' : originKind, id: originId };
  return signalId === null || signalId === originId ? [origin] : [origin, { kind: 'signal', id: signalId }];
}

interface Traced {
  readonly link: BareLink;
  readonly causes: readonly Cause[];
}

async function traceOne(db: BaseDb, cause: Cause): Promise<Traced> {
  if (cause.kind === 'signal') {
    const signal = await findToldSignal(db, cause.id);
    if (signal) return { link: linkOfSignal(signal), causes: [] };
  }
  if (cause.kind === 'event') {
    const event = await findToldEvent(db, cause.id);
    if (event) return { link: linkOfEvent(event), causes: await causesOfEvent(db, event) };
  }
  return { link: linkOfBeginning(cause), causes: [] };
}

async function causesOfEvent(db: BaseDb, event: ToldEvent): Promise<readonly Cause[]> {
  const signalId = fieldOf(event, 'signalId');
  if (signalId) return [{ kind: 'signal', id: signalId }];
  if (event.causeEventId) return [{ kind: 'event', id: event.causeEventId }];
  return event.proposalId ? causesOfProposal(await findTold(db, event.proposalId)) : [];
}
