import type { AgentId } from '@atc/core/company/roster';
import type { Answer, Claim } from './claim.ts';
import { type Finding, stanceOn } from './findings.ts';

/** So near two stances are one view; so far they are two. */
const NEAR = 0.3;
const FAR = 0.6;
/** Of a claim that was made longer ago nobody goes on about it. */
const REMEMBERED = 4;

/** What was claimed in a conversation so far, in order, and what was answered to it. */
export interface Claimed {
  readonly claim?: Claim | undefined;
  readonly answer?: Answer | undefined;
}

/** Returns what the distance of two stances makes of a claim. */
export function kindOf(distance: number): Answer['kind'] {
  if (distance <= NEAR) return 'concedes';
  return distance >= FAR ? 'disputes' : 'adds';
}

/**
 * Returns which earlier claim an agent answers, and how: of the last claims of others that it has a view of, and has
 * not answered, the one that it stands farthest from, a later one before an earlier. Where it has a view of none it
 * adds to the last one.
 */
export function answerFor(agent: AgentId, findings: readonly Finding[], heard: readonly Claimed[]): Answer | null {
  const answered = new Set(
    heard.flatMap(({ claim, answer }) => (claim?.agentId === agent && answer ? [answer.to] : [])),
  );
  const open = heard
    .flatMap(({ claim }) => (claim ? [claim] : []))
    .filter(({ agentId, id }) => agentId !== agent && !answered.has(id))
    .slice(-REMEMBERED);
  const [chosen] = open
    .map((claim, index) => {
      const own = viewOf(findings, claim);
      const distance = own === null ? null : Math.abs(own - claim.stance);
      return { claim, distance, weight: (distance ?? 0) + 0.2 * index + (distance === null ? -1 : 0) };
    })
    .toSorted((a, b) => b.weight - a.weight);
  if (!chosen) return null;
  const { claim, distance } = chosen;
  return {
    ...{ to: claim.id, agentId: claim.agentId, figure: claim.figure, about: claim.about.name },
    kind: distance === null ? 'adds' : kindOf(distance),
  };
}

/** Returns where an agent stands on what a claim is about: by the same fact, or by all that it knows of the subject. */
export function viewOf(
  findings: readonly Finding[],
  { source, about }: Pick<Claim, 'source' | 'about'>,
): number | null {
  return findings.find(({ claim }) => claim.source === source)?.claim.stance ?? stanceOn(findings, about);
}
