import type { AgentId } from '@atc/core/company/roster';
import { type Fact, factsOf, findingsOf, type Point, pointOf, viewOf } from '../../findings/index.ts';
import type { Speech } from '../../mind.ts';
import type { TalkBriefing } from '../../talk.ts';
import { sentencesOf } from '../sentences.ts';
import { usd } from '../voices/figure.ts';
import { habitsOf } from './habits.ts';
import type { Manner } from './manner.ts';
import { clauseOf, finished, fits, joined, type Parts, put } from './parts.ts';

export interface Turn {
  readonly briefing: TalkBriefing;
  readonly agent: AgentId;
  /** A number in [0, 1) for a point of the turn: the same in every retry. */
  readonly roll: (point: string) => number;
  /** What a speaker of a debate has to say of the proposal. */
  readonly arguments?: readonly string[];
}

/** In how many of its turns an agent says what its voice has grown, and asks who sees a thing otherwise. */
const HABITUAL = 0.5;
const ASKING = 0.4;
/** From here on a stance is one for or against. */
const LEANING = 0.15;
/** Who stands so far away is asked. */
const APART = 0.4;

/**
 * Returns a turn in a persona's manner: what it claims, as an answer where it is one, what that comes to, at times what
 * its voice has grown and a question, and at the end of the talk a closing. Nothing is said twice.
 */
export function talk(manner: Manner, turn: Turn): Speech {
  const { briefing, agent, roll } = turn;
  const point = briefing.point ?? pointOf(briefing, agent, { heard: [], earlier: [], roll });
  const fact = point && factsOf(briefing).find(({ source }) => source === point.claim.source);
  const said = new Set(briefing.heard.flatMap(({ text }) => sentencesOf(text)));
  const last = briefing.turnNo === briefing.turnsPlanned;
  const telling: Telling = { manner, turn, said, point, fact: fact ?? null };
  const argued = argumentOf(telling);
  const lines = [
    claimed(telling),
    argued ?? concluded(telling),
    argued === null ? asked(telling) : null,
    last ? closed(telling) : null,
  ];
  const text = lines.filter((line) => line !== null).join(' ');
  return { text: text === '' ? `Turn ${briefing.turnNo}, and I have nothing to add.` : text };
}

interface Telling {
  readonly manner: Manner;
  readonly turn: Turn;
  readonly said: ReadonlySet<string>;
  readonly point: Point | null;
  readonly fact: Fact | null;
}

/** What a point says, in its figures. Its beginning is of another shape than those of the last two days. */
function claimed({ manner, turn, said, point, fact }: Telling): string | null {
  const { briefing, agent, roll } = turn;
  if (!point || !fact) return null;
  const own = briefing.heard.some((each) => each.agentId === agent);
  const before = own ? new Set<string>() : new Set(briefing.openings.map(shapeOf));
  const ways = waysOf(manner, point, fact);
  const recall = recalledIn(manner, turn, point);
  const plain = turned(
    ways.map((way) => finished(joined(way, recall))),
    roll('claim'),
  );
  const reasoned = turned(
    ways.flatMap((way) => manner.grounds.map((ground) => finished(joined(way, ground)))),
    roll('reason'),
  );
  const unsaid = [...plain, ...reasoned].filter((line) => !said.has(line));
  return unsaid.find((line) => !before.has(shapeOf(line))) ?? unsaid[0] ?? null;
}

/** Every way that a persona has to begin with a claim. */
function waysOf(manner: Manner, { answer }: Point, { kind, figure, about, more }: Fact): readonly string[] {
  const parts: Parts = { ...more, figure, name: about.name };
  const to: Parts = answer ? { to: answer.agentId.toUpperCase(), figure: answer.figure, about: answer.about } : {};
  const begins = (answer ? manner.answers[answer.kind] : manner.leads).map((begin) => put(begin, to));
  const claims = fits(manner.claims[kind] ?? [], parts).map((claim) => put(claim, parts));
  return begins.flatMap((begin) => claims.map((claim) => `${begin} ${claim}`));
}

function recalledIn(manner: Manner, { agent, roll }: Turn, { recall }: Point): string | null {
  if (!recall) return null;
  const when = { 0: 'earlier today', 1: 'yesterday' }[recall.daysAgo] ?? `${recall.daysAgo} days ago`;
  const who = recall.agentId === agent ? 'I' : recall.agentId.toUpperCase();
  const way = pick(manner.recalls, roll('recall'));
  return way ? put(way, { who, figure: recall.figure, when }) : null;
}

/** What the claim comes to for its speaker, why, and what its voice has grown. */
function concluded({ manner, turn, said, point, fact }: Telling): string | null {
  if (!point || !fact) return null;
  const { briefing, agent, roll } = turn;
  const { stance } = point.claim;
  const ends = manner.ends[stance >= LEANING ? 'more' : stance <= -LEANING ? 'less' : 'hold'];
  const heard = briefing.heard.map(({ text }) => text.toLowerCase());
  const grown = habitsOf(agent, briefing.voice)
    .map(clauseOf)
    .filter((clause) => !heard.some((text) => text.includes(clause.toLowerCase())));
  const habit = roll('habitual') < HABITUAL ? pick(grown, roll('habit')) : undefined;
  const ways = ends.flatMap((end) =>
    (habit ? [`; ${habit}`] : manner.grounds.map((ground) => `, ${ground}`)).map((why) =>
      finished(`${put(end, { on: fact.on })}${why}`),
    ),
  );
  return turned(ways, roll('end')).find((line) => !said.has(line)) ?? null;
}

/** An argument of a debate about the proposal that nobody has heard: one with its figures or its name. */
function argumentOf({ turn, said, fact }: Telling): string | null {
  const telling = (sentence: string) => /\d/.test(sentence) || (fact !== null && sentence.includes(fact.about.name));
  const fresh = (turn.arguments ?? []).filter((line) =>
    sentencesOf(line).every((sentence) => !said.has(sentence) && telling(sentence)),
  );
  return pick(fresh, turn.roll('argument')) ?? null;
}

/** A question to whoever at the table sees the claim's subject most otherwise. */
function asked({ manner, turn, said, point, fact }: Telling): string | null {
  const { briefing, agent, roll } = turn;
  if (!point || !fact || roll('asking') >= ASKING) return null;
  const others = [...new Set(briefing.heard.map(({ agentId }) => agentId))].filter((other) => other !== agent);
  const [opponent] = others
    .flatMap((other) => {
      const view = viewOf(findingsOf(briefing, other), point.claim);
      return view === null ? [] : [{ other, apart: Math.abs(view - point.claim.stance) }];
    })
    .filter(({ apart }) => apart >= APART)
    .toSorted((a, b) => b.apart - a.apart);
  if (!opponent) return null;
  const ways = manner.asks.map((ask) => finished(put(ask, { to: opponent.other.toUpperCase(), on: fact.on })));
  return turned(ways, roll('ask')).find((line) => !said.has(line)) ?? null;
}

function closed({ manner, turn, said }: Telling): string | null {
  const equity = usd(turn.briefing.books.equityUsd);
  const ways = manner.closings.map((line) => finished(put(line, { equity }))).filter((line) => !said.has(line));
  return pick(ways, turn.roll('closing')) ?? null;
}

/** A list that begins elsewhere. */
function turned<T>(list: readonly T[], roll: number): readonly T[] {
  const from = Math.floor(roll * list.length);
  return [...list.slice(from), ...list.slice(0, from)];
}

const pick = <T>(list: readonly T[], roll: number): T | undefined => list[Math.floor(roll * list.length)];

/** A sentence without its figures and tokens: two openings of one shape sound the same. */
export function shapeOf(sentence: string): string {
  return sentence.replace(/[-$−]?\d+(?:\.\d+)?%?/g, '#').replace(/\b[A-Z]{2,}\b/g, '@');
}
