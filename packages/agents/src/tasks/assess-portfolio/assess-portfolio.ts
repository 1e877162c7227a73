import { emitEvent } from '@atc/core/company/events';
import { demandPolicy, readPolicies } from '@atc/core/company/policies';
import { correlation, returnsOf } from '@atc/core/desk/entries';
import { isStale, lastPrice } from '@atc/core/desk/market';
import { readPortfolio } from '@atc/core/desk/portfolio';
import type { Tx } from '@atc/core/kernel/db';
import { sayAge, sayShare } from '@atc/core/kernel/figures';
import { HOUR_MS } from '@atc/core/kernel/time';
import { type Submitted, submitProposal } from '@atc/core/loop/proposals';
import type { AgentContext } from '../../context/index.ts';
import type { Task, TaskRequest } from '../task.ts';
import { type Assessment, assess, type PortfolioFacts, type Twins } from './assessment.ts';
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
  return { kind: 'succeeded', result, save: (tx) => tell(ctx, tx, { request, result, worries }) };
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
    twins: twinsOf(ctx, held),
    maxRisk: demandPolicy(policies, 'risk_controls').max_portfolio_risk,
  };
}

function silentFor({ market, clock }: AgentContext, pricedAt: Date): string | null {
  const now = clock.now();
  return isStale(market, pricedAt, now) ? sayAge(now.getTime() - pricedAt.getTime()) : null;
}

/** The two held tokens that move most alike. */
function twinsOf({ market, clock }: AgentContext, held: readonly HeldRow[]): Twins | null {
  const returns = held.map(({ contract }) => {
    const listed = lastPrice(market, contract, clock.now()) !== null;
    return listed ? returnsOf(market.bars(contract, HOURS, clock.now()).map(({ close }) => close)) : [];
  });
  const pairs = held.flatMap((one, i) =>
    held.slice(i + 1).flatMap((other, j) => {
      const value = correlation(returns[i] ?? [], returns[i + 1 + j] ?? []);
      return value === null ? [] : [{ one: one.symbol, other: other.symbol, correlation: value }];
    }),
  );
  return pairs.toSorted((a, b) => b.correlation - a.correlation)[0] ?? null;
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
  readonly result: Readonly<Record<string, unknown>> & {
    readonly exposure: number;
    readonly risk: number;
    readonly drawdown: number;
  };
  readonly worries: readonly string[];
}

async function tell(ctx: AgentContext, tx: Tx, { request, result, worries }: Telling): Promise<void> {
  const base = { agentId: request.agentId, proposalId: request.proposalId, depth: request.depth + 1 };
  const figures =
    `${sayShare(result.exposure)} of equity is out, its stops would cost ${sayShare(result.risk)}, ` +
    `equity is ${sayShare(result.drawdown)} below its peak`;
  await emitEvent(ctx, tx, {
    ...base,
    kind: 'portfolio.assessed',
    title: `SAGE measured the book: ${worries[0] ?? 'nothing worries her'}`,
    summary: `${figures}.${worries.length > 1 ? ` Also: ${worries.slice(1).join('; ')}.` : ''}`,
    tags: ['portfolio', 'assessed'],
    fields: result,
  });
  if (worries.length === 0) return;
  await emitEvent(ctx, tx, {
    ...base,
    kind: 'risk.warning',
    title: `SAGE warns: ${worries[0]}`,
    summary: `${worries.join('; ')}.`,
    tags: ['risk', 'warning'],
    fields: { reason: worries[0] },
  });
}
