import { type EventFields, emitEvent } from '@atc/core/company/events';
import { demandPolicy, readPolicies } from '@atc/core/company/policies';
import type { HeldCloses } from '@atc/core/desk/entries';
import { readPortfolio } from '@atc/core/desk/portfolio';
import type { Tx } from '@atc/core/kernel/db';
import { sayAge, sayShare } from '@atc/core/kernel/figures';
import { HOUR_MS } from '@atc/core/kernel/time';
import { type Submitted, submitProposal } from '@atc/core/loop/proposals';
import { isStale, lastPrice } from '@atc/core/market';
import type { AgentContext } from '../../context/index.ts';
import type { Task, TaskRequest } from '../task.ts';
import { type Assessment, assess, type PortfolioFacts, twinsOf } from './assessment.ts';
import { type HeldRow, listHeldRisks } from './store.ts';

const HOURS = { intervalMs: HOUR_MS, count: 73 } as const;

/**
 * SAGE measures the book: exposure, what the stops would cost, what moves together, drawdown. Too much risk leads to a
 * proposal to halve the riskiest position, a worry to a warning.
 */
export const assessPortfolio: Task = async (ctx, request) => {
  const facts = await readFacts(ctx);
  const assessment = assess(facts);
  const proposed = assessment.reduce ? await proposeReduction(ctx, { request, assessment }) : null;
  const { exposure, risk, worries } = assessment;
  const result = {
    topic: request.topic ?? null,
    ...{ exposure, risk, worries, drawdown: facts.drawdown, dayPnlUsd: facts.dayPnlUsd, twins: facts.twins },
    positions: facts.held.length,
    proposalId: proposed?.proposalId ?? null,
  };
  return { kind: 'succeeded', result, save: (tx) => tell(ctx, tx, { request, result }) };
};

async function readFacts(ctx: AgentContext): Promise<PortfolioFacts> {
  const [books, held, policies] = await Promise.all([
    readPortfolio(ctx.db),
    listHeldRisks(ctx.db),
    readPolicies(ctx.db),
  ]);
  return {
    equityUsd: books.equityUsd.toNumber(),
    drawdown: books.drawdown,
    dayPnlUsd: books.dayPnlUsd.toNumber(),
    held: held.map((one) => ({ ...one, silentFor: silentFor(ctx, one.pricedAt) })),
    twins: twinsOf(closesOf(ctx, held)),
    maxRisk: demandPolicy(policies, 'risk_controls').max_portfolio_risk,
  };
}

function silentFor({ market, clock }: AgentContext, pricedAt: Date): string | null {
  const now = clock.now();
  return isStale(market, pricedAt, now) ? sayAge(now.getTime() - pricedAt.getTime()) : null;
}

/** What each held token closed at; nothing of one that the market lists no more. */
function closesOf({ market, clock }: AgentContext, held: readonly HeldRow[]): readonly HeldCloses[] {
  const now = clock.now();
  return held.map(({ symbol, contract }) => ({
    symbol,
    closes: lastPrice(market, contract, now) ? market.bars(contract, HOURS, now).map(({ close }) => close) : [],
  }));
}

interface Reducing {
  readonly request: TaskRequest;
  readonly assessment: Assessment;
}

async function proposeReduction(
  ctx: AgentContext,
  { request, assessment: { reduce, worries } }: Reducing,
): Promise<Submitted | null> {
  if (!reduce) return null;
  const { positionId, instrumentId, symbol } = reduce;
  return submitProposal(ctx, {
    agentId: request.agentId,
    title: `Sell half of ${symbol}: the book carries too much risk`,
    summary: worries.join('; '),
    missionType: 'scale',
    signalType: 'scale',
    fraction: 0.5,
    exitReason: 'review',
    ...{ positionId, instrumentId },
    evidence: worries.map((text, i) => ({ name: `worry_${i + 1}`, text })),
    steps: [{ kind: 'scale_position', payload: { positionId, direction: 'down' } }],
    origin: request.origin,
    dedupeKey: `assess:${request.proposalId}`,
    depth: request.depth + 1,
  });
}

interface Telling {
  readonly request: TaskRequest;
  readonly result: EventFields<'portfolio.assessed'>;
}

async function tell(ctx: AgentContext, tx: Tx, { request, result }: Telling): Promise<void> {
  const [first, ...others] = result.worries;
  const base = { agentId: request.agentId, proposalId: request.proposalId, depth: request.depth + 1 };
  const figures =
    `${sayShare(result.exposure)} of equity is out, its stops would cost ${sayShare(result.risk)}, ` +
    `equity is ${sayShare(result.drawdown)} below its peak`;
  await emitEvent(ctx, tx, {
    ...base,
    kind: 'portfolio.assessed',
    title: `SAGE measured the book: ${first ?? 'nothing worries her'}`,
    summary: `${figures}.${others.length > 0 ? ` Also: ${others.join('; ')}.` : ''}`,
    fields: result,
  });
  if (first === undefined) return;
  await emitEvent(ctx, tx, {
    ...base,
    kind: 'risk.warning',
    title: `SAGE warns: ${first}`,
    summary: `${result.worries.join('; ')}.`,
    fields: { reason: first },
  });
}
