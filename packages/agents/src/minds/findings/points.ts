import type { AgentId } from '@atc/core/company/roster';
import type { TalkBriefing } from '../talk.ts';
import { answerFor, type Claimed } from './answers.ts';
import type { Answer, Claim, Point, Recall } from './claim.ts';
import { type Finding, findingsOf } from './findings.ts';
import { focusOf } from './focus.ts';

/** What was claimed in an earlier conversation, and how many days ago. */
export interface Earlier {
  readonly claim: Claim;
  readonly daysAgo: number;
}

export interface Table {
  /** What was claimed and answered in this conversation, in order. */
  readonly heard: readonly Claimed[];
  /** What was claimed in the last ones, the latest first. */
  readonly earlier: readonly Earlier[];
  /** A number in [0, 1) for a point of the turn: the same in every retry. */
  readonly roll: (point: string) => number;
}

/** In how many turns an agent keeps to what the conversation is about, as long as it has something to say of it. */
const FOCUSED = 0.75;

/**
 * Returns what a turn is there to say: a claim of the speaker, the claim of another that it answers, and what was said
 * of the same thing before. Who disputes speaks of what is disputed; else the dice choose among what nobody has
 * claimed.
 */
export function pointOf(briefing: TalkBriefing, agent: AgentId, { heard, earlier, roll }: Table): Point | null {
  const findings = findingsOf(briefing, agent);
  const answer = answerFor(agent, findings, heard);
  const finding = pressing(briefing, findings, heard) ?? chosen({ briefing, findings, heard, answer, roll });
  if (!finding) return null;
  const recall = recalled(finding.claim, earlier);
  return { claim: finding.claim, ...(answer ? { answer } : {}), ...(recall ? { recall } : {}) };
}

/** What has no price is said first, and a standup begins with the market. */
function pressing({ format, heard: words }: TalkBriefing, findings: readonly Finding[], heard: readonly Claimed[]) {
  const said = new Set(heard.map(({ claim }) => claim?.source));
  const unpriced = findings.find(({ fact, claim }) => fact.kind === 'unpriced' && !said.has(claim.source));
  if (unpriced) return unpriced;
  return format === 'morning_standup' && words.length === 0
    ? findings.find(({ fact }) => fact.kind === 'breadth')
    : undefined;
}

interface Choosing {
  readonly briefing: TalkBriefing;
  readonly findings: readonly Finding[];
  readonly heard: readonly Claimed[];
  readonly answer: Answer | null;
  readonly roll: Table['roll'];
}

function chosen({ briefing, findings, heard, answer, roll }: Choosing): Finding | undefined {
  const taken = new Set(heard.map(({ claim }) => claim?.source));
  const fresh = findings.filter(({ claim }) => !taken.has(claim.source));
  const rest = fresh.length > 0 ? fresh : findings;
  const argued = rest.filter(({ claim }) => claim.source.startsWith('proposal.'));
  const against = answer?.kind === 'disputes' ? rest.filter(({ claim }) => claim.about.name === answer.about) : [];
  if (against.length > 0) return against.toSorted((a, b) => Math.abs(b.claim.stance) - Math.abs(a.claim.stance))[0];
  if (argued.length > 0) return pick(argued, roll('finding'));
  const focus = focusOf(briefing);
  const topical = rest.filter(({ claim }) => focus.has(claim.about.name));
  return pick(topical.length > 0 && roll('focus') < FOCUSED ? topical : rest, roll('finding'));
}

/** What was said last of the same fact, where it was another figure. */
function recalled({ source, figure }: Claim, earlier: readonly Earlier[]): Recall | null {
  const before = earlier.find(({ claim }) => claim.source === source && claim.figure !== figure);
  return before ? { agentId: before.claim.agentId, figure: before.claim.figure, daysAgo: before.daysAgo } : null;
}

const pick = <T>(list: readonly T[], roll: number): T | undefined => list[Math.floor(roll * list.length)];

/** Returns what of a point is in the words that were said for it: nobody is held to a figure that is not in them. */
export function madeIn(text: string, made: Point | undefined): Partial<Pick<Point, 'claim' | 'answer'>> {
  if (!made) return {};
  const { claim, answer } = made;
  const answers = answer !== undefined && text.includes(answer.agentId.toUpperCase());
  return { ...(text.includes(claim.figure) ? { claim } : {}), ...(answers ? { answer } : {}) };
}
