import { emitEvent } from '../../company/events/index.ts';
import { consumeConversationSlot } from '../../desk/caps/index.ts';
import { takeForClosing } from '../../desk/positions/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { CompanyError } from '../../kernel/errors/index.ts';
import { sayUsd } from '../../kernel/figures/index.ts';
import { plain } from '../../kernel/money/index.ts';
import type { Job } from '../../kernel/queues/index.ts';
import type { LoopContext } from '../context.ts';
import { insertUse } from '../memories/index.ts';
import { insertMission } from '../missions/index.ts';
import { insertReview, TURNS_QUEUE } from '../reviews/index.ts';
import { type Approval, isExit, type Prepared, routeOf } from './door/index.ts';
import type { Submitted } from './proposal.ts';

/** Facts changed between judging and writing: judge again. */
export class StaleProposalError extends CompanyError {
  override readonly name = 'StaleProposalError';
}

const EXIT_PRIORITY = 1;

export interface Opening {
  readonly prepared: Prepared;
  readonly id: string;
}

/**
 * Writes what a proposal that its gates let through leads to at once: its mission, or its review, or nothing until an
 * operator decides.
 */
export async function openProposal(ctx: LoopContext, tx: Tx, { prepared, id }: Opening): Promise<Submitted> {
  const { approval, draft } = prepared;
  const route = routeOf(prepared.approval);
  const base = { proposalId: id, route, reasons: [], duplicate: false };
  await noteRemembered(tx, { prepared, id });
  if (approval.kind === 'accepted') {
    if (draft.missionType === 'exit' && draft.positionId && !(await takeForClosing(tx, draft.positionId))) {
      throw new StaleProposalError('stale', 'the position is being closed already');
    }
    // Others wait for the limits that it took: what is left to write is sent together.
    const opening = insertMission(tx, {
      proposalId: id,
      title: draft.title,
      missionType: draft.missionType,
      createdBy: draft.agentId,
      positionId: draft.positionId ?? null,
      steps: draft.steps,
      priority: isExit(draft) ? EXIT_PRIORITY : 0,
      approvedAt: prepared.now,
    });
    const [{ missionId }] = await Promise.all([
      nudgeAfter(tx, opening, ({ first }) => ({ queue: first.kind, ...first })),
      tellOpened(ctx, tx, { prepared, id }),
    ]);
    return { ...base, status: 'accepted', missionId };
  }
  const seating = approval.kind === 'review' ? openReview(ctx, tx, { prepared, id, approval }) : null;
  await Promise.all([seating, tellOpened(ctx, tx, { prepared, id })]);
  return { ...base, status: 'pending', missionId: null };
}

/** Asks for a job as soon as its row is written, and so before those of the events that tell of it. */
async function nudgeAfter<T>(tx: Tx, writing: Promise<T>, jobOf: (written: T) => Job): Promise<T> {
  const written = await writing;
  const { queue, ...nudge } = jobOf(written);
  tx.nudge(queue, nudge);
  return written;
}

interface Reviewing extends Opening {
  readonly approval: Extract<Approval, { readonly kind: 'review' }>;
}

/** Seats a desk review or a debate. A debate uses up its slot of the day, whatever it decides, and is told. */
async function openReview(ctx: LoopContext, tx: Tx, { prepared, id, approval }: Reviewing): Promise<void> {
  const { draft, reading, now } = prepared;
  const { participants } = approval;
  const turns = approval.route === 'debate' ? approval.turns : null;
  const review = { proposalId: id, topic: draft.title, participants, debateTurns: turns, convenedAt: now };
  const writing = nudgeAfter(tx, insertReview(tx, review), ({ first }) => ({ queue: TURNS_QUEUE, ...first }));
  const taking = turns === null ? null : consumeConversationSlot(tx, id);
  const [{ roundtableId }] = await Promise.all([writing, taking]);
  if (turns === null) return;
  await emitEvent(ctx, tx, {
    agentId: 'atlas',
    kind: 'roundtable.convened',
    title: `Debate: ${draft.title}, with ${participants.map((agent) => agent.toUpperCase()).join(', ')}`,
    summary: `${turns} turns are planned, the last ones are the votes.`,
    proposalId: id,
    instrumentId: reading.instrumentId,
    depth: (draft.depth ?? 0) + 1,
    fields: { roundtableId, format: 'debate', topic: draft.title, turns },
  });
}

/** What a memory changed of a purchase, to be scored by what comes of it. */
async function noteRemembered(tx: Tx, { prepared: { remembered, entry, now }, id }: Opening): Promise<void> {
  if (!remembered || !entry) return;
  await insertUse(tx, {
    ...{ memoryId: remembered.by.id, usedFor: 'size', subjectKind: 'proposal', subjectId: id, at: now },
    changed: { from: plain(remembered.withoutUsd), to: plain(entry.sizeUsd) },
  });
}

function sayRemembered({ remembered, entry }: Prepared): string | null {
  if (!remembered || !entry) return null;
  const { by, withoutUsd } = remembered;
  const sizes = `${sayUsd(entry.sizeUsd)} instead of ${sayUsd(withoutUsd)}`;
  return `${sizes}, because ${by.agentId.toUpperCase()} remembers: ${by.content}`;
}

// An analysis or a task that starts is no news; entries, exits and scales are.
async function tellOpened(ctx: LoopContext, tx: Tx, { prepared, id }: Opening): Promise<void> {
  const { draft, approval, reading } = prepared;
  if (draft.missionType === 'analysis') return;
  const accepted = approval.kind === 'accepted';
  await emitEvent(ctx, tx, {
    agentId: draft.agentId,
    kind: accepted ? 'proposal.accepted' : 'proposal.pending',
    title: draft.title,
    summary: [draft.summary ?? draft.title, prepared.remembered && sayRemembered(prepared)].filter(Boolean).join('; '),
    proposalId: id,
    instrumentId: reading.instrumentId,
    tradeId: draft.positionId ?? null,
    depth: (draft.depth ?? 0) + 1,
    fields: {
      route: routeOf(prepared.approval),
      missionType: draft.missionType,
      sizeUsd: prepared.entry ? plain(prepared.entry.sizeUsd, 2) : null,
    },
  });
}
