import type { AgentId } from '@atc/core/company/roster';
import type { Speech } from '../../mind.ts';
import type { TalkBriefing } from '../../talk.ts';
import { sentencesOf } from '../sentences.ts';
import { pct } from '../voices/figure.ts';
import { focusOf, onFocus } from './focus.ts';
import { habitsOf } from './habits.ts';

/**
 * One sentence, or null where the briefing has nothing for it. `nth` walks through lists: the nth token, the nth
 * position.
 */
export type Line = (briefing: TalkBriefing, nth: number) => string | null;

export interface Answer {
  /** Towards who spoke last; null is neither. */
  readonly stance: 'agrees' | 'doubts' | null;
  readonly say: (to: string) => string;
}

/** How a persona talks at the table: each list is a choice, and no line may say what the briefing does not hold. */
export interface Manner {
  readonly openings: readonly Line[];
  /** What a later turn of the same speaker begins with; `to` is who spoke last. */
  readonly answers: readonly Answer[];
  readonly points: readonly Line[];
  readonly closings: readonly Line[];
}

/** What a speaker of a debate about a proposal brings along. */
export interface Side {
  readonly arguments: readonly string[];
  /** Towards who spoke last. */
  readonly leaning: NonNullable<Answer['stance']>;
}

export interface Turn extends Partial<Side> {
  readonly briefing: TalkBriefing;
  readonly agent: AgentId;
  /** A number in [0, 1) for a point of the turn: the same in every retry. */
  readonly roll: (point: string) => number;
}

const DEPTH = 4;
/** In how many turns an agent keeps to what the conversation is about, as long as it has something to say of it. */
const FOCUSED = 0.75;
/** In how many of its turns an agent says what its voice has grown. */
const HABITUAL = 0.5;

/**
 * A turn in a persona's manner: an opening or an answer, a point, at times what its voice has grown, and at the end of
 * the talk a closing. Nothing is said twice.
 */
export function talk(manner: Manner, turn: Turn): Speech {
  const { briefing, agent } = turn;
  const said = new Set(briefing.heard.flatMap(({ text }) => sentencesOf(text)));
  const own = briefing.heard.some((each) => each.agentId === agent);
  const before = new Set(briefing.openings.map(shapeOf));
  const fresh = (line: string) => !said.has(line) && (own || !before.has(shapeOf(line)));
  const first = own ? answersTo(manner, turn) : render(manner.openings, briefing);
  const begun = choose(first.filter(fresh), turn, own ? 'answer' : 'opening');
  const unseen = [unpricedLines(briefing), marketLines(briefing)]
    .map((lines) => lines.filter((line) => !said.has(line)))
    .find((lines) => lines.length > 0);
  const argued = (turn.arguments ?? []).filter((line) => sentencesOf(line).every((sentence) => !said.has(sentence)));
  const open = unseen
    ? unseen
    : argued.length > 0
      ? argued
      : render(manner.points, briefing).filter((line) => !said.has(line));
  const points = begun === null ? preferred(open, fresh) : open;
  const topical = onFocus(points, focusOf(briefing));
  const point = choose(topical.length > 0 && turn.roll('focus') < FOCUSED ? topical : points, turn, 'point');
  const grown = habitsOf(agent, briefing.voice).filter((line) => !said.has(line));
  const habit = turn.roll('habitual') < HABITUAL ? choose(grown, turn, 'habit') : null;
  const last = briefing.turnNo === briefing.turnsPlanned;
  const closing = last ? choose(render(manner.closings, briefing), turn, 'closing') : null;
  const text = [begun, point, habit, closing].filter((line) => line !== null).join(' ');
  const stance = own ? stanceOf(manner, briefing, begun) : null;
  if (text === '') return { text: `Turn ${briefing.turnNo}, and I have nothing to add.` };
  return stance ? { text, stance } : { text };
}

/** What is to be said first of all where something is held of which there is no price. */
function unpricedLines({ unpriced = [] }: TalkBriefing): readonly string[] {
  return unpriced.flatMap(({ symbol, minutes }) => [
    `${symbol} has had no price for ${minutes} minutes, and its stop is not watched.`,
    `What ${symbol} is worth nobody knows: the last price is ${minutes} minutes old.`,
    `Without a price of ${symbol} nobody can say whether its reasons hold.`,
  ]);
}

/** What the standup begins with: the market that the day's plans meet. Once it is told, nobody tells it again. */
function marketLines({ format, regime, heard }: TalkBriefing): readonly string[] {
  if (format !== 'morning_standup' || !regime || heard.length > 0) return [];
  const { name, breadth, tokens, leader, leaderTrend, change } = regime;
  const above = `${Math.round(breadth * tokens)} of ${tokens} tokens`;
  return [
    `The market is ${name}: ${above} stand above their week's average, ${leader} ${pct(leaderTrend)} from its own.`,
    `Market first: ${name}, with ${above} above their average of a week and ${leader} at ${pct(leaderTrend)}.`,
    `The average token made ${pct(change)} in a week, and ${above} stand above their average: it is ${name}.`,
  ];
}

const lastOf = ({ heard }: TalkBriefing): string => heard.at(-1)?.agentId.toUpperCase() ?? 'everyone';

function answersTo(manner: Manner, { briefing, leaning }: Turn): readonly string[] {
  const fitting = manner.answers.filter(({ stance }) => !leaning || stance === null || stance === leaning);
  return fitting.map(({ say }) => say(lastOf(briefing)));
}

function stanceOf(manner: Manner, briefing: TalkBriefing, said: string | null): Answer['stance'] {
  return manner.answers.find(({ say }) => say(lastOf(briefing)) === said)?.stance ?? null;
}

function render(lines: readonly Line[], briefing: TalkBriefing): readonly string[] {
  const rendered = Array.from({ length: DEPTH }, (_, nth) => lines.map((line) => line(briefing, nth)));
  return [...new Set(rendered.flat().filter((line) => line !== null))];
}

/**
 * The lines that pass, or all of them where none does: somebody whose openings are used up begins with another point.
 */
function preferred(lines: readonly string[], passes: (line: string) => boolean): readonly string[] {
  const passing = lines.filter(passes);
  return passing.length > 0 ? passing : lines;
}

function choose(lines: readonly string[], { roll }: Turn, point: string): string | null {
  return lines[Math.floor(roll(point) * lines.length)] ?? null;
}

/** A sentence without its figures and tokens: two openings of one shape sound the same. */
export function shapeOf(sentence: string): string {
  return sentence.replace(/[-$]?\d+(?:\.\d+)?%?/g, '#').replace(/\b[A-Z]{2,}\b/g, '@');
}
