import { assess, type HeldRisk, twinsOf } from '@atc/agents/tasks';
import { demandPolicy } from '@atc/core/company/policies';
import { sayAge } from '@atc/core/kernel/figures';
import { maxOf, ZERO } from '@atc/core/kernel/money';
import { HOUR_MS } from '@atc/core/kernel/time';
import { isStale } from '@atc/core/market';
import { type Position, worthOf } from '../../engine/index.ts';
import { submitDraft } from '../door/index.ts';
import { type Desk, portfolioOf, tell } from '../state/index.ts';
import type { DeskTask } from './task.ts';

const HOURS = { intervalMs: HOUR_MS, count: 73 } as const;
const HALF = 0.5;

/** SAGE measures the book: too much risk leads to a proposal to halve the riskiest position, a worry to a warning. */
export const measureBook: DeskTask = (desk, request) => {
  const books = portfolioOf(desk);
  const closesOf = (contract: string) => desk.world.market.bars(contract, HOURS, desk.now).map(({ close }) => close);
  const open = desk.account.positions.filter(({ status }) => status === 'open');
  const { worries, reduce } = assess({
    ...{ equityUsd: books.equityUsd.toNumber(), drawdown: books.drawdown, dayPnlUsd: books.dayPnlUsd.toNumber() },
    held: open.map((position) => riskOf(desk, position)),
    twins: twinsOf(open.map(({ symbol, contract }) => ({ symbol, closes: closesOf(contract) }))),
    maxRisk: demandPolicy(desk.settings.policies, 'risk_controls').max_portfolio_risk,
  });
  if (reduce)
    submitDraft(desk, {
      agentId: request.agentId,
      title: `Sell half of ${reduce.symbol}: the book carries too much risk`,
      ...{ missionType: 'scale', signalType: 'scale', fraction: HALF, exitReason: 'review' },
      ...{ positionId: reduce.positionId, instrumentId: reduce.instrumentId },
      steps: [{ kind: 'scale_position', payload: { positionId: reduce.positionId, direction: 'down' } }],
      origin: request.origin,
      dedupeKey: `assess:${request.proposalId}`,
    });
  const [worst] = worries;
  if (worst !== undefined)
    tell(desk, {
      ...{ agentId: 'sage', kind: 'risk.warning', title: `SAGE warns: ${worst}`, tags: ['risk', 'warning'] },
      fields: { reason: worst },
    });
  return true;
};

function riskOf({ world, now }: Desk, position: Position): HeldRisk {
  const { pricedAt, price, stopLoss, book } = position;
  return {
    ...{ positionId: position.id, instrumentId: position.contract, symbol: position.symbol },
    valueUsd: worthOf(position).toNumber(),
    riskUsd: book.quantity.mul(maxOf(ZERO, price.sub(stopLoss ?? ZERO))).toNumber(),
    silentFor: isStale(world.market, pricedAt, now) ? sayAge(now.getTime() - pricedAt.getTime()) : null,
  };
}
