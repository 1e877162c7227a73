import type { Code } from './code.ts';
import type { Column, Describer } from './describe.ts';
import { faultsBetween } from './fault.ts';
import { joinedFaults, madeBy } from './joined.ts';
import { rowOf } from './row.ts';
import type { Statement } from './statement.ts';

/** What a database says against a statement, one line for each fault, with where it stands. */
export async function check(code: Code, describer: Describer, statement: Statement): Promise<readonly string[]> {
  const faultsOf = comparison(code, statement);
  const faults: string[] = [];
  for (const text of statement.texts) {
    const answer = await describer.describe(text);
    if ('refusal' in answer) faults.push(`PostgreSQL refuses it: ${answer.refusal}`);
    else faults.push(...faultsOf(answer.columns, OUTER_JOIN.test(text) ? null : text));
  }
  return [...new Set(faults)].map((fault) => `${statement.place} ${fault}`);
}

// What an outer join does not find is null, whatever its table says.
const OUTER_JOIN = /\b(left|right|full)\b.*?\bjoin\b/is;

type Comparison = (columns: readonly Column[], text: string | null) => readonly string[];

function comparison(code: Code, { row: type, arrival }: Statement): Comparison {
  const made = type && madeBy(code, type);
  if (made) return (columns, text) => joinedFaults(columns, made, { arrival, text });
  const row = type && rowOf(code, type);
  return (columns, text) => faultsBetween(columns, row, { arrival, text });
}
