import { emitEvent } from '@atc/core/company/events';
import { demandPolicy, policiesNow } from '@atc/core/company/policies';
import { readTogether } from '@atc/core/kernel/db';
import { sayCount } from '@atc/core/kernel/figures';
import { DAY_MS } from '@atc/core/kernel/time';
import { recordSignal } from '@atc/core/loop/signals';
import { foundNow, keptAmong } from '@atc/core/loop/strategies';
import type { AgentContext } from '../../context/index.ts';
import { connectedSource, heldNow, submittedBefore } from '../scan/index.ts';
import type { Task, TaskEnd, TaskRequest } from '../task.ts';
import { type Lead, leadOf } from './lead.ts';
import { leadsSince, type TradedBefore, tradedSince } from './store.ts';
import { STUDY_BARS, studyToken, type TokenStudy } from './token-study.ts';
import { researchTopic } from './topics.ts';

const RECORD_MS = 30 * DAY_MS;
/** How many tokens the summary names, the strongest first. */
const NAMED = 3;

interface Researched {
  readonly studies: readonly TokenStudy[];
  readonly traded: readonly TradedBefore[];
  readonly lead: Lead | null;
  readonly signalId: string | null;
  /** The topic's own source is not connected. */
  readonly noData: boolean;
}

/**
 * INTEL studies the days behind every token of the universe. A token that moved by more than chance becomes a signal,
 * which is analysed like any other; what was found is told with its numbers.
 */
export const research: Task = async (ctx, request) => {
  const researched = await look(ctx, request);
  return report(ctx, request, researched);
};

async function look(ctx: AgentContext, request: TaskRequest): Promise<Researched> {
  const now = ctx.clock.now();
  const { sourceKind } = researchTopic(request.topic);
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const { policies, before, held, positions, known, traded, connected } = await readTogether(ctx.db, {
    policies: policiesNow,
    before: submittedBefore(request.proposalId, dayAgo),
    held: heldNow,
    positions: foundNow,
    // Another try of the same research says what the first would have said.
    known: leadsSince({ source: sourceOf(request), since: dayAgo, but: request.proposalId }),
    traded: tradedSince(new Date(now.getTime() - RECORD_MS)),
    connected: connectedSource(sourceKind),
  });
  const universe = demandPolicy(policies, 'universe').contracts;
  const kept = await keptAmong(ctx.db, positions, now);
  const studies = studyAll(ctx, universe);
  const isKept = (contract: string) => kept.some((one) => one.contract === contract);
  const news = studies.filter(({ contract }) => !known.has(contract) && !isKept(contract));
  const lead = leadOf(news, held);
  const signalId = before?.id ?? (lead ? await handIn(ctx, request, lead) : null);
  return { studies, traded, lead, signalId, noData: !connected };
}

/** The strongest first. */
function studyAll(ctx: AgentContext, universe: readonly string[]): readonly TokenStudy[] {
  const now = ctx.clock.now();
  const symbols = new Map(ctx.market.contracts().map(({ contract, symbol }) => [contract, symbol]));
  return universe
    .flatMap((contract) => {
      const bars = symbols.has(contract) ? ctx.market.bars(contract, STUDY_BARS, now) : [];
      return studyToken({ contract, symbol: symbols.get(contract) ?? contract }, bars) ?? [];
    })
    .toSorted((a, b) => Math.abs(b.drive) - Math.abs(a.drive) || a.contract.localeCompare(b.contract));
}

const sourceOf = ({ topic }: TaskRequest) => `research:${topic ?? 'technicals'}`;

async function handIn(ctx: AgentContext, request: TaskRequest, { study, signalType }: Lead): Promise<string> {
  const { contract, drive, change, days, volumeRatio, fromHigh } = study;
  const { id } = await recordSignal(ctx, {
    source: sourceOf(request),
    token: contract,
    signalType,
    trust: 'trusted',
    metadata: { drive, change, days, volumeRatio, fromHigh, scanId: request.proposalId },
    dedupeKey: `research|${request.proposalId}|${contract}`,
    depth: request.depth + 1,
  });
  return id;
}

function report(ctx: AgentContext, request: TaskRequest, researched: Researched): TaskEnd {
  const { studies, lead, signalId, noData, traded } = researched;
  const topic = researchTopic(request.topic);
  const result = {
    topic: request.topic ?? null,
    noData,
    submitted: signalId,
    lead: lead?.study.symbol ?? null,
    tokens: studies.map((study) => ({ ...study, ...recordOf(study, traded) })),
  };
  return {
    kind: 'succeeded',
    result,
    save: (tx) =>
      emitEvent(ctx, tx, {
        agentId: request.agentId,
        kind: 'research.finished',
        title: titleOf(topic.words, researched),
        summary: summaryOf(topic.says, researched),
        moreTags: lead ? ['lead'] : [],
        proposalId: request.proposalId,
        depth: request.depth + 1,
        fields: result,
      }),
  };
}

function recordOf({ contract }: TokenStudy, traded: readonly TradedBefore[]) {
  const { trades, wins, pnlUsd } = traded.find((record) => record.contract === contract) ?? NEVER;
  return { trades, wins, pnlUsd };
}

const NEVER = { trades: 0, wins: 0, pnlUsd: 0 };

function titleOf(words: string, { studies, lead, noData }: Researched): string {
  const about = noData
    ? `INTEL on ${words}: no data, no such source is connected; candles of ${sayCount(studies.length, 'token')} instead`
    : `INTEL researched the ${words} of ${sayCount(studies.length, 'token')}`;
  return lead ? `${about}: ${lead.study.symbol} is one to ${lead.signalType}` : `${about}: nothing to act on`;
}

function summaryOf(says: (study: TokenStudy) => string, { studies, traded }: Researched): string {
  if (studies.length === 0) return 'No token has three days of bars yet.';
  const named = studies.slice(0, NAMED).map((study) => {
    const { trades, wins } = recordOf(study, traded);
    return `${says(study)}${trades > 0 ? ` (we won ${wins} of ${trades})` : ''}`;
  });
  return `${named.join('; ')}.`;
}
