/** What one file says of another that it uses. */
export interface Import {
  readonly specifier: string;
  /** `type`: nothing of it is loaded. `later`: it is loaded where it is used. */
  readonly kind: 'value' | 'type' | 'later';
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s([^'";]*?)from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\('([^']+)'\)/g;

/** Everything that a source file imports or passes on, in its order. */
export function importsOf(text: string): readonly Import[] {
  return [...text.matchAll(IMPORT)].map(([, clause = '', named, bare, later]) => ({
    specifier: named ?? bare ?? later ?? '',
    kind: later ? 'later' : clause.startsWith('type ') ? 'type' : 'value',
  }));
}
