import { posix } from 'node:path';
import { importsOf } from './imports.ts';
import type { SourceFile } from './source-file.ts';

/** Circles of files that import each other, types among them, one line for each. Tests are no part of one. */
export function cyclesOf(files: readonly SourceFile[]): readonly string[] {
  const paths = new Set(files.map(({ path }) => path));
  const graph = new Map(files.map((file) => [file.path, targetsOf(file, paths)]));
  return circlesOf(graph).map((circle) => `${circle.join(' → ')} → ${circle[0]} import each other`);
}

function targetsOf({ path, text }: SourceFile, paths: ReadonlySet<string>): readonly string[] {
  return importsOf(text).flatMap(({ specifier }) => targetOf(path, specifier, paths) ?? []);
}

/** The file that an import means; null for a package from outside. */
export function targetOf(path: string, specifier: string, paths: ReadonlySet<string>): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  const [, name, inner] = /^@atc\/(\w+)\/(.+)$/.exec(specifier) ?? [];
  const homes = ['packages', 'apps'].map((home) => `${home}/${name}/src/${inner}/index.ts`);
  return homes.find((home) => paths.has(home)) ?? null;
}

export type Graph = ReadonlyMap<string, readonly string[]>;

/** The circles of a graph, each once. */
export function circlesOf(graph: Graph): readonly (readonly string[])[] {
  const settled = new Set<string>();
  const circles: (readonly string[])[] = [];
  for (const start of graph.keys()) {
    const circle = settled.has(start) ? null : circleFrom(start, { graph, settled });
    if (circle) {
      circles.push(circle);
      for (const path of circle) settled.add(path);
    }
  }
  return circles;
}

interface Walk {
  readonly graph: Graph;
  /** Files that lie on no circle, or on one that was found. */
  readonly settled: Set<string>;
}

/** The first circle that a walk from a file runs into; null where it runs into none. */
function circleFrom(start: string, { graph, settled }: Walk): readonly string[] | null {
  const trail: string[] = [start];
  const left = [[...(graph.get(start) ?? [])]];
  while (trail.length > 0) {
    const next = left.at(-1)?.pop();
    if (next === undefined) {
      settled.add(trail.pop() ?? '');
      left.pop();
    } else if (trail.includes(next)) return trail.slice(trail.indexOf(next));
    else if (graph.has(next) && !settled.has(next)) {
      trail.push(next);
      left.push([...(graph.get(next) ?? [])]);
    }
  }
  return null;
}
