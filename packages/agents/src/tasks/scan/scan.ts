import { emitEvent } from '@atc/core/company/events';
import { demandPolicy, type PolicySet, policiesNow } from '@atc/core/company/policies';
import { readUsed } from '@atc/core/desk/caps';
import { readTogether } from '@atc/core/kernel/db';
import { sayCount } from '@atc/core/kernel/figures';
import { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';
import { recalledFor } from '@atc/core/loop/memories';
import { recordSignal } from '@atc/core/loop/signals';
import { foundNow, keptAmong } from '@atc/core/loop/strategies';
import type { AgentContext } from '../../context/index.ts';
import type { Task, TaskEnd, TaskRequest } from '../task.ts';
import { chooseFinding, findingKey, freshFindings, patternsRecalled } from './choose-finding.ts';
import type { Finding } from './finding.ts';
import { keyOfDay, type Pace, paceOf, worthAnalysing } from './pace.ts';
import { readFindings } from './read-findings.ts';
import { connectedSource, heldNow, recentPatterns, submittedBefore } from './store.ts';
import { topicOf } from './topics.ts';

const REPEAT_MS = 4 * HOUR_MS;
const RETRY_MS = DAY_MS;

interface Scanned {
  readonly tokens: number;
  readonly findings: number;
  /** Not strong enough at the pace at which the day's analyses are used. */
  readonly tooWeak: number;
  readonly best: Finding | null;
  readonly signalId: string | null;
  /** The topic's own source is not connected. */
  readonly noData: boolean;
}

/**
 * INTEL looks at every token of the universe and hands in its best new finding as a signal; what it looked for and
 * found is always told.
 */
export const scan: Task = async (ctx, request) => {
  const scanned = await look(ctx, request);
  return report(ctx, request, scanned);
};

async function look(ctx: AgentContext, request: TaskRequest): Promise<Scanned> {
  const now = ctx.clock.now();
  const topic = topicOf(request.topic);
  const { policies, before, held, positions, recent, recalled, connected } = await readTogether(ctx.db, {
    policies: policiesNow,
    before: submittedBefore(request.proposalId, new Date(now.getTime() - RETRY_MS)),
    held: heldNow,
    positions: foundNow,
    // Another try of the same scan says what the first would have said.
    recent: recentPatterns({ since: new Date(now.getTime() - REPEAT_MS), but: request.proposalId }),
    recalled: recalledFor(request.proposalId),
    connected: connectedSource(topic.sourceKind),
  });
  const universe = demandPolicy(policies, 'universe').contracts;
  const kept = new Set((await keptAmong(ctx.db, positions, now)).map(({ contract }) => contract));
  const found = freshFindings(readFindings(ctx.market, universe, now), { held, kept, recent });
  const wanted = patternsRecalled(recalled, topic.patterns);
  const worth = worthAnalysing(found, await paceNow(ctx, policies));
  const best = chooseFinding(worth, wanted);
  const signalId = before?.id ?? (best ? await submit(ctx, request, best) : null);
  return {
    tokens: universe.length,
    findings: found.length,
    tooWeak: found.length - worth.length,
    best,
    signalId,
    noData: !connected,
  };
}

async function paceNow({ db, clock }: AgentContext, policies: PolicySet): Promise<Pace | null> {
  const now = clock.now();
  return paceOf(policies, now, await readUsed(db, keyOfDay(policies, now)));
}

async function submit(ctx: AgentContext, request: TaskRequest, finding: Finding): Promise<string> {
  const { id } = await recordSignal(ctx, {
    source: `scanner:${finding.pattern}`,
    token: finding.contract,
    signalType: finding.signalType,
    trust: 'trusted',
    metadata: {
      ...finding.numbers,
      pattern: finding.pattern,
      strength: finding.strength,
      topic: request.topic ?? null,
      scanId: request.proposalId,
    },
    dedupeKey: findingKey(finding),
    depth: request.depth + 1,
  });
  return id;
}

function report(ctx: AgentContext, request: TaskRequest, scanned: Scanned): TaskEnd {
  const result = {
    topic: request.topic ?? null,
    findings: scanned.findings,
    submitted: scanned.signalId,
    noData: scanned.noData,
  };
  return {
    kind: 'succeeded',
    result,
    save: (tx) =>
      emitEvent(ctx, tx, {
        agentId: request.agentId,
        kind: 'scan.finished',
        title: titleOf(ctx, request, scanned),
        summary:
          `${scanned.findings} new findings in ${scanned.tokens} tokens; ` +
          `${scanned.signalId ? 'the best one was submitted' : 'nothing was submitted'}.${sayTooWeak(scanned)}`,
        proposalId: request.proposalId,
        depth: request.depth + 1,
        fields: result,
      }),
  };
}

function sayTooWeak({ tooWeak }: Scanned): string {
  return tooWeak === 0 ? '' : ` ${sayCount(tooWeak, 'finding')} too weak: the day's analyses are kept for better ones.`;
}

function titleOf(ctx: AgentContext, request: TaskRequest, { tokens, findings, best, noData }: Scanned): string {
  const { words } = topicOf(request.topic);
  const about = noData
    ? `INTEL on ${words}: no data, no such source is connected; candles of ${tokens} tokens instead`
    : `INTEL scanned ${tokens} tokens for ${words}`;
  if (!best) return `${about}: ${findings === 0 ? 'nothing new' : `${findings} found`}`;
  const symbol = ctx.market.contracts().find(({ contract }) => contract === best.contract)?.symbol ?? best.contract;
  return `${about}: ${findings} found, best is ${symbol} with a ${best.pattern.replace('_', ' ')}`;
}
