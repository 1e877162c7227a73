import type { Comparison, Group, Rule } from '../expression.ts';
import type { Values } from '../strategy.ts';
import type { Board, Boards } from './board.ts';
import { compileExpression } from './compile-expression.ts';
import { related } from './relation.ts';

/** 1 at each bar of a token where something holds, else 0. Others read the same bytes: they stay as they are. */
export type Judge = (board: Board, boards: Boards) => Uint8Array;

/** Makes a closure over columns of conditions. */
export function compileRule(rule: Rule, values: Values): Judge {
  return rule.kind === 'comparison' ? comparisonOf(rule, values) : groupOf(rule, values);
}

function comparisonOf({ symbol, left, relation, right }: Comparison, values: Values): Judge {
  const [first, second] = [compileExpression(left, values), compileExpression(right, values)];
  const key = `${first.key} ${relation} ${second.key}`;
  const judge = (board: Board) =>
    board.holds(key, () => related(relation, [first.read(board), second.read(board)], board.bars.length));
  if (symbol === null) return judge;
  return (board, boards) => {
    const other = boards.get(symbol);
    return other ? placed(judge(other), board.placesIn(other)) : new Uint8Array(board.bars.length);
  };
}

/** What held for another token when each bar closed. */
function placed(holds: Uint8Array, places: Int32Array): Uint8Array {
  return Uint8Array.from(places, (place) => (place < 0 ? 0 : (holds[place] ?? 0)));
}

function groupOf({ kind, of }: Group, values: Values): Judge {
  const judges = of.map((rule) => compileRule(rule, values));
  return (board, boards) => {
    const { length } = board.bars;
    if (kind === 'all' && judges[0] && judges.length === 1) return judges[0](board, boards);
    const met = new Uint8Array(length);
    for (const judge of judges) addTo(met, judge(board, boards));
    const wanted = kind === 'all' ? judges.length : 0;
    return met.map((count) => Number(kind === 'any' ? count > 0 : count === wanted));
  };
}

function addTo(met: Uint8Array, holds: Uint8Array): void {
  for (let i = 0; i < met.length; i += 1) met[i] = (met[i] ?? 0) + (holds[i] ?? 0);
}
