import { isTemplateExpression, type Node, type TemplateLiteral } from 'typescript/unstable/ast';
import type { Type } from 'typescript/unstable/sync';
import { type Evaluator, filled, type Scope, SENT, UnresolvedError } from './value.ts';

/** The SQL that a template may come to; parts that are SQL themselves stand in it, values are sent beside it. */
export function composed(its: Evaluator, template: TemplateLiteral, scope: Scope): readonly string[] {
  if (!isTemplateExpression(template)) return [template.text];
  const parts = template.templateSpans.map(({ expression }) => expression);
  const types = its.code.checker.getTypeAtLocation(parts);
  return filled(
    [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)],
    parts.map((part, i) => (isSql(types[i]) ? sqlOf(its, part, scope) : [SENT])),
  );
}

/** The SQL that an expression may come to. */
export function sqlOf(its: Evaluator, part: Node, scope: Scope): readonly string[] {
  return its.evaluate(part, scope).map((value) => {
    if (value.kind !== 'sql') throw new UnresolvedError(its.code, part, `${part.getText()} is no SQL`);
    return value.text;
  });
}

const isSql = (type: Type | undefined): boolean =>
  type !== undefined && (type.isUnionType() ? type.getTypes().some(isSql) : type.getSymbol()?.name === 'Sql');
