import pg from 'pg';

/** What this process has sent to PostgreSQL since the counting began. */
export interface Counting {
  count(): number;
  /** How many of each kind, the most first: what is changed or read, by the first table that a statement names. */
  kinds(): readonly (readonly [string, number])[];
  stop(): void;
}

/** Begins to count the statements that this process sends to PostgreSQL. */
export function countStatements(): Counting {
  const texts = new Map<string, number>();
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    const text = textOf(args[0]);
    texts.set(text, (texts.get(text) ?? 0) + 1);
    return send.apply(this, args);
  } as never;
  return {
    count: () => [...texts.values()].reduce((sum, times) => sum + times, 0),
    kinds: () => sumsOf(texts),
    stop: () => {
      pg.Client.prototype.query = send as never;
    },
  };
}

function textOf(first: unknown): string {
  if (typeof first === 'string') return first;
  return typeof first === 'object' && first !== null && 'text' in first ? String(first.text) : '';
}

function sumsOf(texts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const [text, times] of texts) sums.set(kindOf(text), (sums.get(kindOf(text)) ?? 0) + times);
  return [...sums].sort(([, a], [, b]) => b - a);
}

const CHANGES = /\b(INSERT INTO|(?<!FOR )UPDATE|DELETE FROM)\s+"?(?:public"?\.)?"?(\w+)/i;
const READS = /\bFROM\s+"?(?:public"?\.)?"?((?:ops|paper|market)_\w+)/i;

function kindOf(text: string): string {
  if (text.startsWith('--')) return 'the queue store';
  const [, verb, changed] = CHANGES.exec(text) ?? [];
  if (verb && changed) return `${verb.split(' ')[0]?.toLowerCase()} ${changed}`;
  const [, read] = READS.exec(text) ?? [];
  return read ? `read ${read}` : text.trim().split(/\s/, 1)[0]?.toLowerCase() || 'another';
}
