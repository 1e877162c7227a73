import type { ProposalDraft } from '@atc/core/loop/proposals';
import type { Position } from '../../engine/index.ts';

/** What a bar asks to be sold for. */
export interface Triggered {
  readonly reason: NonNullable<ProposalDraft['exitReason']>;
  readonly triggerPrice: string;
  readonly at: Date;
}

/** The proposal to sell what a bar has hit: it waits for no review. */
export function draftProtection(position: Position, { reason, triggerPrice, at }: Triggered): ProposalDraft {
  const { id, contract, symbol } = position;
  const key = `${id}@${at.toISOString()}`;
  return {
    agentId: 'scout',
    title: `Sell ${symbol}: ${reason.replaceAll('_', ' ')}`,
    ...{ missionType: 'exit', signalType: 'sell', instrumentId: contract, positionId: id },
    ...{ exitReason: reason, triggerPrice, protective: true },
    steps: [{ kind: 'close_position', payload: { positionId: id } }],
    origin: { kind: 'price_bar', id: key },
    dedupeKey: `exit:${key}`,
  };
}
