import { agentIds } from '@atc/core/company/roster';
import type { ReviewOpinion, VoteChoice } from '../../mind.ts';
import type { ReviewBriefing } from '../../review.ts';
import { sentencesOf } from '../sentences.ts';
import { leaves } from '../votes/concern.ts';
import type { Judgement } from '../votes/judgement.ts';

export type Phrase = (briefing: ReviewBriefing, judgement: Judgement) => string;

/**
 * How a persona speaks in a review: an opening, what decides, and the vote. Every list has more than one way to say it.
 */
export interface Voice<Topic extends string> {
  readonly opening: { readonly adding: readonly Phrase[]; readonly leaving: readonly Phrase[] };
  /** The topic when nothing speaks against it. */
  readonly clear: { readonly adding: Topic; readonly leaving: Topic };
  readonly topics: Readonly<Record<Topic, readonly Phrase[]>>;
  readonly closing: Readonly<Record<VoteChoice, readonly Phrase[]>>;
}

/** A number in [0, 1) for a point of the talk: the same in every retry. */
export type Roll = (point: string) => number;

export interface Talk {
  readonly briefing: ReviewBriefing;
  readonly roll: Roll;
  /** Sentences that the voice has grown. */
  readonly habits: readonly string[];
}

/** In how many of its reviews an agent says one of them. */
const HABITUAL = 0.5;

/**
 * Puts a judgement into a persona's words: opening, the gravest concern or the all-clear, at times what its voice has
 * grown, the vote.
 */
export function speak<Topic extends string>(
  voice: Voice<Topic>,
  judgement: Judgement<Topic>,
  { briefing, roll, habits }: Talk,
): ReviewOpinion {
  const leaving = leaves(briefing);
  const topic = topicsOf(judgement)[0] ?? (leaving ? voice.clear.leaving : voice.clear.adding);
  const said = new Set((briefing.said ?? []).flatMap(({ text }) => sentencesOf(text)));
  const isFresh = (line: string) => sentencesOf(line).every((sentence) => !said.has(sentence));
  const render = (phrases: readonly Phrase[]) => phrases.map((phrase) => phrase(briefing, judgement));
  // What was said in the debate before is not said again: the vote may be all that is left to say.
  const say = (point: string, phrases: readonly Phrase[]) => pick(render(phrases).filter(isFresh), roll(point));
  const opening = say('opening', leaving ? voice.opening.leaving : voice.opening.adding);
  const point = say(`topic.${topic}`, voice.topics[topic]);
  const habit = roll('habitual') < HABITUAL ? pick(habits.filter(isFresh), roll('habit')) : undefined;
  const closing = say('closing', voice.closing[judgement.vote]) ?? render(voice.closing[judgement.vote])[0];
  const why = point ?? pick(render(voice.topics[topic]), roll(`topic.${topic}`)) ?? '';
  return {
    text: [opening, point, habit, closing].filter(Boolean).join(' '),
    vote: judgement.vote,
    probability: judgement.probability,
    reason: reasonOf(why, judgement),
  };
}

/**
 * What a persona can say for or against a proposal besides its vote: what it objects to, or that nothing does, in every
 * way it has to put it.
 */
export function argumentsOf<Topic extends string>(
  voice: Voice<Topic>,
  judgement: Judgement<Topic>,
  briefing: ReviewBriefing,
): readonly string[] {
  const leaving = leaves(briefing);
  const found = topicsOf(judgement);
  const topics = found.length > 0 ? found : [leaving ? voice.clear.leaving : voice.clear.adding];
  const phrases = [...topics.flatMap((topic) => voice.topics[topic]), ...voice.opening[leaving ? 'leaving' : 'adding']];
  return [...new Set(phrases.map((phrase) => phrase(briefing, judgement)))];
}

/** What a vote is about, the weightiest of its own side first; where nothing is on its side, what it overrules. */
function topicsOf<Topic extends string>({ vote, concerns, favours }: Judgement<Topic>): readonly Topic[] {
  const own = vote === 'approve' ? favours : concerns;
  return (own.length > 0 ? own : concerns).map(({ topic }) => topic);
}

function pick<T>(options: readonly T[], roll: number): T | undefined {
  return options[Math.floor(roll * options.length)];
}

const AGENT = new RegExp(`^(${agentIds.join('|')})(?=_)`);
const named = (topics: readonly string[]): string =>
  topics.map((topic) => topic.replace(AGENT, (id) => id.toUpperCase()).replaceAll('_', ' ')).join(', ');

/** What decided, what else spoke for the vote, and what against it. */
function reasonOf(point: string, judgement: Judgement): string {
  const also = topicsOf(judgement).slice(1);
  const other = (judgement.vote === 'approve' ? judgement.concerns : judgement.favours).map(({ topic }) => topic);
  const [first] = topicsOf(judgement);
  const against = other.filter((topic) => topic !== first && !also.includes(topic));
  return [
    point,
    also.length > 0 ? `Also: ${named(also)}.` : '',
    against.length > 0 ? `Against that: ${named(against)}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
