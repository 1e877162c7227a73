import { createHash } from 'node:crypto';
import type { StateHash, StateRow } from './state-row.ts';
import { tableNames } from './tables.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/**
 * Order ids are hashes of drawn ids; how long an order took is the machine's, and so is how often it died under a step.
 */
const DRAWN = new RegExp(
  [
    String.raw`\b[0-9a-f]{32}\b`,
    String.raw`\bpaper-[0-9a-f]{12}\b`,
    String.raw`took [\d.,]+ m?s\b`,
    '"orderMsP95": [^,}]+',
    String.raw`"retriedSteps": \d+`,
    String.raw`\b\d+ needed another attempt\b`,
  ].join('|'),
  'g',
);
/** How many links away what a row names still tells rows apart. */
const LINKS = 4;

/**
 * The hash of a company's state, a line for each table: equal for two companies that did and know the same, whatever
 * ids they drew. A row is known by its content and, for each id in it, by the row that this names; their order says
 * nothing.
 */
export function hashOfState(rows: readonly StateRow[]): StateHash {
  const contents = rows.map(({ content }) => content.replace(DRAWN, '#'));
  let names: ReadonlyMap<string, string> = new Map();
  let hashes: readonly string[] = [];
  for (let link = 0; link <= LINKS; link += 1) {
    hashes = contents.map((content, i) =>
      digest(`${rows[i]?.table}|${content.replace(UUID, (id) => names.get(id) ?? '?')}`),
    );
    names = new Map(rows.flatMap(({ id }, i) => (id === null ? [] : [[id, hashes[i] ?? ''] as const])));
  }
  const tables = tableNames.map((table) => {
    const own = hashes.filter((_, i) => rows[i]?.table === table).toSorted();
    return { table, rows: own.length, hash: digest(own.join('\n')) };
  });
  return { total: digest(tables.map(({ table, hash }) => `${table} ${hash}`).join('\n')), tables };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The tables in which two states differ. */
export function differing(one: StateHash, other: StateHash): readonly string[] {
  return one.tables.filter(({ hash }, i) => hash !== other.tables[i]?.hash).map(({ table }) => table);
}
