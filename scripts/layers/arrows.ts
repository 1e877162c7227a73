import { circlesOf, targetOf } from './cycles.ts';
import { importsOf } from './imports.ts';
import { DRAWN_ROOMS, isTest } from './law.ts';
import type { SourceFile } from './source-file.ts';

/** Which parts of a room import which others. A part is a file or a folder that lies directly in the room. */
export type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/** The arrows between the parts of a room, types among them; its front door is a part, tests are none. */
export function arrowsOf(room: string, files: readonly SourceFile[]): Arrows {
  const inside = files.filter(({ path }) => path.startsWith(`${room}/`) && !isTest(path));
  const paths = new Set(inside.map(({ path }) => path));
  const partOf = (path: string): string => path.slice(room.length + 1).split('/')[0] ?? path;
  const arrows = new Map<string, Set<string>>();
  for (const { path, text } of inside) {
    const from = arrows.get(partOf(path)) ?? new Set<string>();
    for (const { specifier } of importsOf(text)) {
      const target = targetOf(path, specifier, paths);
      if (target && paths.has(target) && partOf(target) !== partOf(path)) from.add(partOf(target));
    }
    arrows.set(partOf(path), from);
  }
  return arrows;
}

/** What keeps drawn rooms from being drawn: more arrows than are allowed, and parts that import each other. */
export function drawingFaults(
  files: readonly SourceFile[],
  rooms: Readonly<Record<string, number>> = DRAWN_ROOMS,
): readonly string[] {
  return Object.entries(rooms).flatMap(([room, most]) => {
    const arrows = arrowsOf(room, files);
    const count = [...arrows.values()].reduce((sum, targets) => sum + targets.size, 0);
    const circles = circlesOf(new Map([...arrows].map(([part, targets]) => [part, [...targets]])));
    return [
      ...(count > most ? [`${room} has ${count} arrows between its parts, at most ${most} are allowed`] : []),
      ...circles.map((circle) => `${room}: ${circle.join(' → ')} → ${circle[0]} import each other`),
    ];
  });
}
