import {
  type ElementAccessExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isStringLiteral,
  type ObjectLiteralElementLike,
  type ObjectLiteralExpression,
  type PropertyAccessExpression,
} from 'typescript/unstable/ast';
import { declarationOfShorthand } from './code.ts';
import { declaredAs } from './named.ts';
import { type Evaluator, type Scope, UnresolvedError, type Values } from './value.ts';

/** What a field of an object comes to; every field where running only tells which. */
export function fieldOf(
  its: Evaluator,
  node: PropertyAccessExpression | ElementAccessExpression,
  scope: Scope,
): Values {
  if (node.getText() === 'Prisma.empty') return [{ kind: 'sql', text: '' }];
  const key = isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  const name = isPropertyAccessExpression(node) || isStringLiteral(key) ? key.getText().replaceAll("'", '') : null;
  return its.evaluate(node.expression, scope).flatMap((value) => {
    const fields = value.kind === 'object' ? value.fields : null;
    const wanted = name === null ? [...(fields?.values() ?? [])] : [fields?.get(name)];
    return wanted.flatMap((field) => {
      if (!field) throw new UnresolvedError(its.code, node, `only running tells what ${node.getText()} is`);
      return field();
    });
  });
}

/** The fields of an object as it is written; of two of a name the latter. */
export function fieldsOf(its: Evaluator, node: ObjectLiteralExpression, scope: Scope): Map<string, () => Values> {
  return new Map(node.properties.flatMap((property) => fieldsIn(its, property, scope)));
}

type Field = readonly [string, () => Values];

function fieldsIn(its: Evaluator, property: ObjectLiteralElementLike, scope: Scope): readonly Field[] {
  if (isPropertyAssignment(property))
    return [[property.name.getText().replaceAll("'", ''), () => its.evaluate(property.initializer, scope)]];
  if (isShorthandPropertyAssignment(property)) {
    const declaration = declarationOfShorthand(its.code, property) ?? property;
    return [[property.name.getText(), () => declaredAs(its, declaration, scope)]];
  }
  const spread = isSpreadAssignment(property) ? its.evaluate(property.expression, scope) : [];
  return spread.flatMap((value) => (value.kind === 'object' ? [...value.fields] : []));
}
