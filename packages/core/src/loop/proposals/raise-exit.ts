import { emitEvent } from '../../company/events/index.ts';
import { partToSell } from '../../desk/positions/index.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { Decimal, plain } from '../../kernel/money/index.ts';
import type { LoopContext } from '../context.ts';
import { clearDueExit, type ExitSubject, findExitSubject, recordDueExit } from './exit-store.ts';
import type { ExitReasonName, ProposalDraft, Submitted } from './proposal.ts';
import { resolveProposal } from './resolve-proposal.ts';
import { submitProposal } from './submit-proposal.ts';

export interface ExitRequest {
  readonly positionId: string;
  readonly reason: ExitReasonName;
  /** Who asks, as people read it: `SCOUT`, `operator:anna`. */
  readonly by: string;
  readonly origin: ProposalDraft['origin'];
  /** The part to sell; 1 when absent. */
  readonly fraction?: number;
  /** The same key is the same exit, also when the first one has ended. */
  readonly key?: string;
  /** The price that did it, for the record. */
  readonly triggerPrice?: string;
  /** Why, where the reason does not say it all, in a few words and in one sentence. */
  readonly says?: { readonly words: string; readonly sentence: string };
  readonly depth?: number;
}

export type ExitRaised =
  | { readonly kind: 'submitted'; readonly proposal: Submitted }
  /** An order of the position is under way or trading is halted: written down, raised again when that ends. */
  | { readonly kind: 'due'; readonly why: string }
  | { readonly kind: 'not_open'; readonly status: string | null };

const PROTECTIVE: readonly ExitReasonName[] = [
  'stop_loss',
  'take_profit',
  'trailing_stop',
  'protection',
  'trading_state',
  'expiry',
];

/**
 * Raises an exit through the one door. A protective exit supersedes pending closes and waits only for a non-final order
 * of its own position or the end of `halted`; it is then remembered as due.
 */
export async function raiseExit(ctx: LoopContext, request: ExitRequest): Promise<ExitRaised> {
  const subject = await findExitSubject(ctx.db, request.positionId);
  if (!subject) return { kind: 'not_open', status: null };
  const protective = PROTECTIVE.includes(request.reason);
  const obstacle = obstacleOf(subject);
  if (protective && obstacle) return postponeExit(ctx, request, obstacle);
  if (subject.status !== 'open') return { kind: 'not_open', status: subject.status };
  const urgent = protective || request.origin.kind === 'operator';
  if (urgent && sellsSome(request, subject)) await supersede(ctx, subject.pending);
  const proposal = await submitProposal(ctx, draftOf(request, subject, protective));
  if (proposal.status !== 'rejected') await clearDueExit(ctx.db, request.positionId);
  return { kind: 'submitted', proposal };
}

function obstacleOf(subject: ExitSubject): string | null {
  if (subject.halted && (subject.status === 'open' || subject.status === 'closing')) return 'trading is halted';
  return subject.orderUnderWay || subject.status === 'closing' ? 'an order of this position is under way' : null;
}

/** A part that is refused for being less than a lot takes nobody's place. */
const sellsSome = ({ fraction = 1 }: ExitRequest, { quantity, lot }: ExitSubject): boolean =>
  !('refused' in partToSell({ held: quantity, lot, fraction }));

/** Remembers an exit that cannot be raised now, once, and says why; the sweep raises it as soon as it can be. */
export async function postponeExit(ctx: LoopContext, request: ExitRequest, why: string): Promise<ExitRaised> {
  await inTransaction(ctx.db, async (tx) => {
    const fresh = await recordDueExit(tx, request.positionId, {
      reason: request.reason,
      by: request.by,
      origin: request.origin,
      triggerPrice: request.triggerPrice ?? null,
    });
    if (!fresh) return;
    await emitEvent(ctx, tx, {
      kind: 'position.exit_raised',
      title: `${request.reason.replace('_', ' ')} is due but waits: ${why}`,
      summary: `The exit runs as soon as this ends.`,
      tradeId: request.positionId,
      fields: { reason: request.reason, price: request.triggerPrice ?? null, waitsFor: why },
    });
  });
  return { kind: 'due', why };
}

async function supersede(ctx: LoopContext, pending: readonly string[]): Promise<void> {
  for (const proposalId of pending) {
    await resolveProposal(ctx, {
      proposalId,
      decision: 'reject',
      by: 'superseded',
      reason: 'a more urgent exit came first',
    });
  }
}

const words = {
  stop_loss: 'stop hit',
  take_profit: 'target reached',
  trailing_stop: 'trailing stop hit',
  operator: 'closed by hand',
  signal: 'sell signal',
  review: 'review says cut',
  protection: 'protection',
  trading_state: 'trading state',
  reconciliation: 'reconciliation',
  expiry: 'last day',
} as const satisfies Record<ExitReasonName, string>;

function draftOf(request: ExitRequest, subject: ExitSubject, protective: boolean): ProposalDraft {
  const part =
    request.fraction !== undefined && request.fraction < 1
      ? `${plain(new Decimal(request.fraction).mul(100))} % of `
      : '';
  return {
    agentId: 'scout',
    title: `Sell ${part}${subject.symbol}: ${request.says?.words ?? words[request.reason]}`,
    summary: summaryOf(request),
    missionType: 'exit',
    signalType: 'sell',
    instrumentId: subject.instrumentId,
    positionId: request.positionId,
    ...(request.fraction === undefined ? {} : { fraction: request.fraction }),
    exitReason: request.reason,
    ...(request.triggerPrice ? { triggerPrice: request.triggerPrice } : {}),
    protective,
    evidence: request.triggerPrice
      ? [{ name: 'trigger_price', value: request.triggerPrice, text: words[request.reason] }]
      : [],
    ...(request.depth === undefined ? {} : { depth: request.depth }),
    steps: [{ kind: 'close_position', payload: { positionId: request.positionId } }],
    origin: request.origin,
    // One exit at a time: the next number is free only when the last exit has ended.
    dedupeKey: `exit:${request.positionId}:${request.key ?? `${subject.exits}:${request.reason}`}`,
  };
}

function summaryOf({ by, triggerPrice, says }: ExitRequest): string {
  if (says) return says.sentence;
  return triggerPrice ? `${by} exits at a trigger of ${triggerPrice}` : `${by} exits`;
}
