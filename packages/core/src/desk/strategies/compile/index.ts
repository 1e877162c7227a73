export { type Board, type Boards, openBoard } from './board.ts';
export { type Compiled, compileExpression, lengthsOf } from './compile-expression.ts';
export { compileRule, type Judge } from './compile-rule.ts';
export type { Point } from './operand.ts';
