import type { DeskSettings } from '@atc/lab/desk';
import { type DeskRun, deskSettings, playDesk } from '@atc/lab/desk';
import { type Course, courseOf, HOUR_MS, holdingCurve } from '@atc/lab/measure';
import { pricesOf } from '@atc/lab/plays';
import { loadWorld, notesOf, type World } from '@atc/lab/world';
import type { LabContext } from './command.ts';
import { openProgress } from './progress.ts';

/** A world to play the desk over, and what holding its tokens would have done. */
export interface Lab {
  readonly world: World;
  readonly hold: Course;
  readonly notes: readonly string[];
  /** Plays the desk with something changed, showing how far it is under a name. */
  play(name: string, changes: Partial<Omit<DeskSettings, 'policies'>>): DeskRun;
}

/** Opens the world that a command is to play. */
export async function openLab({ wish, terminal }: LabContext): Promise<Lab> {
  const bar = openProgress(terminal);
  const read = (tokens: number, of: number) => bar.show(`reading ${tokens} of ${of} tokens`, tokens / of);
  const world = await loadWorld({ ...wish, read });
  bar.clear();
  return {
    world,
    hold: holdCourse(world),
    notes: notesOf(world.market),
    play: (name, changes) => {
      const run = playDesk(world, deskSettings(world, { seed: wish.seed, ...changes }), (share) =>
        bar.show(name, share),
      );
      bar.clear();
      return run;
    },
  };
}

/** What holding equal parts of every token would have done, looked at every hour. */
function holdCourse({ market }: World): Course {
  const [from, to] = [market.startsAt.getTime(), market.endsAt.getTime()];
  const hours = Array.from({ length: Math.ceil((to - from) / HOUR_MS) }, (_, hour) => from + hour * HOUR_MS);
  const curve = holdingCurve(pricesOf(market), { usd: 1, instants: [...hours, to] });
  return courseOf(curve.map(({ usd }) => usd));
}
