import type { AgentId } from '@atc/core/company/roster';
import type { ReviewBriefing } from '../review.ts';
import { judgeAs } from '../rule-mind/votes/judges.ts';
import type { TalkBriefing } from '../talk.ts';
import type { Claim, Subject } from './claim.ts';
import { bookFacts, marketFacts, processFacts, proposalFacts } from './company-facts.ts';
import type { Fact } from './fact.ts';
import { strategyFacts, tokenFacts } from './token-facts.ts';
import { cited, type Views, views } from './views.ts';

/** A claim that an agent can make, and the fact that it rests on. */
export interface Finding {
  readonly claim: Claim;
  readonly fact: Fact;
}

/** Returns every fact that a briefing holds. */
export function factsOf(briefing: TalkBriefing): readonly Fact[] {
  return [
    ...proposalFacts(briefing),
    ...tokenFacts(briefing),
    ...strategyFacts(briefing),
    ...marketFacts(briefing),
    ...bookFacts(briefing),
    ...processFacts(briefing),
  ];
}

/** Returns what an agent can claim by its briefing, each with the stance that the fact gives it. */
export function findingsOf(briefing: TalkBriefing, agentId: AgentId): readonly Finding[] {
  const own: Views = views[agentId];
  const leaning = briefing.proposal ? leaningOf(agentId, briefing.proposal) : 0;
  return factsOf(briefing).flatMap((fact) => {
    const argued = fact.source.startsWith('proposal.');
    if (argued && !cited[agentId].includes(fact.kind)) return [];
    const stance = argued ? leaning : own[fact.kind]?.(fact.measure);
    return stance === undefined ? [] : [{ fact, claim: claimOf({ briefing, agentId, fact, stance }) }];
  });
}

/** Returns where an agent stands on a subject: at the mean of what it could claim of it; null: it has no view of it. */
export function stanceOn(findings: readonly Finding[], { name }: Pick<Subject, 'name'>): number | null {
  const stances = findings.filter(({ claim }) => claim.about.name === name).map(({ claim }) => claim.stance);
  return stances.length === 0 ? null : hundredths(stances.reduce((sum, stance) => sum + stance, 0) / stances.length);
}

/** How an agent would vote on a proposal, as a stance: for it above nothing, the surer the farther. */
function leaningOf(agentId: AgentId, proposal: ReviewBriefing): number {
  const { vote, probability } = judgeAs(agentId, proposal);
  if (vote === 'abstain') return 0;
  return vote === 'approve' ? probability : -probability;
}

interface Claiming {
  readonly briefing: TalkBriefing;
  readonly agentId: AgentId;
  readonly fact: Fact;
  readonly stance: number;
}

const claimOf = ({ briefing, agentId, fact, stance }: Claiming): Claim => ({
  ...{ id: `${briefing.turnNo}:${fact.source}`, agentId, about: fact.about, source: fact.source },
  ...{ value: fact.value, figure: fact.figure, stance: hundredths(stance) },
});

// What rounds to nothing has no sign.
const hundredths = (stance: number): number => Math.round(stance * 100) / 100 || 0;
