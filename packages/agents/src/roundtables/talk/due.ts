import type { Dice } from '@atc/core/kernel/dice';
import { dayOf, type WallTime, wallTimeOf } from '@atc/core/kernel/time';
import { type TalkFormat, talkFormats } from '@atc/core/loop/kinds';
import { type FormatSpec, formats } from './format.ts';

/** A conversation whose beat was missed is held up to this much later. */
const GRACE_MINUTES = 60;

/** The formats that the clock on the wall calls for: due, and for no longer than an hour. */
export function dueFormats(wall: WallTime): readonly TalkFormat[] {
  return talkFormats.filter((format) => {
    const { schedule }: FormatSpec = formats[format];
    if (!schedule || (schedule.weekday ?? wall.weekday) !== wall.weekday) return false;
    return wall.minutes >= schedule.minutes && wall.minutes < schedule.minutes + GRACE_MINUTES;
  });
}

/** Whether a conversation that is due takes place: its format's probability, the same answer for the same key. */
export function isHeld(dice: Dice, format: TalkFormat, key: string): boolean {
  return dice.roll('talk.held', key) < formats[format].probability;
}

/** A conversation that the clock on the wall calls for and the dice let take place. */
export interface DueTalk {
  readonly format: TalkFormat;
  readonly day: string;
  /** Of its proposal: one a day. */
  readonly key: string;
  readonly needsPositions: boolean;
}

/** The conversations that take place about now, whether they have been proposed or not. */
export function talksDue(dice: Dice, now: Date, timeZone: string): readonly DueTalk[] {
  const day = dayOf(now, timeZone);
  return dueFormats(wallTimeOf(now, timeZone))
    .map((format) => ({ format, day, key: `talk:${format}|${day}`, needsPositions: formats[format].needsPositions }))
    .filter(({ format, key }) => isHeld(dice, format, key));
}
