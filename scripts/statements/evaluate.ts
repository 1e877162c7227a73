import {
  isArrayLiteralExpression,
  isArrowFunction,
  isAsExpression,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isElementAccessExpression,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isObjectLiteralExpression,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isSatisfiesExpression,
  isSpreadElement,
  isStringLiteral,
  isTaggedTemplateExpression,
  isTemplateExpression,
  type Node,
  type TemplateExpression,
} from 'typescript/unstable/ast';
import { calledBy } from './call.ts';
import type { Code } from './code.ts';
import { fieldOf, fieldsOf } from './field.ts';
import { namedBy } from './named.ts';
import { composed } from './template.ts';
import { type Evaluator, filled, type Scope, UnresolvedError, type Values } from './value.ts';

/** Makes what finds out, without running it, what an expression of the code comes to. */
export function openEvaluator(code: Code, callsOf: Evaluator['callsOf']): Evaluator {
  const evaluator: Evaluator = { code, callsOf, evaluate: (node, scope) => evaluate(evaluator, node, scope) };
  return evaluator;
}

function evaluate(its: Evaluator, node: Node, scope: Scope): Values {
  const go = (inner: Node) => its.evaluate(inner, scope);
  if (isParenthesizedExpression(node) || isAsExpression(node) || isSatisfiesExpression(node))
    return go(node.expression);
  if (isConditionalExpression(node)) return [...go(node.whenTrue), ...go(node.whenFalse)];
  if (isBinaryExpression(node)) return [...go(node.left), ...go(node.right)];
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return [{ kind: 'text', text: node.text }];
  if (isTemplateExpression(node)) return written(its, node, scope);
  if (isTaggedTemplateExpression(node)) {
    if (node.tag.getText() !== 'Prisma.sql') throw new UnresolvedError(its.code, node, 'is a template of another kind');
    return composed(its, node.template, scope).map((text) => ({ kind: 'sql', text }));
  }
  if (isArrowFunction(node) || isFunctionExpression(node) || isFunctionDeclaration(node))
    return [{ kind: 'function', written: node, scope }];
  return compound(its, node, scope);
}

/** A text with others in it. */
function written(its: Evaluator, { head, templateSpans }: TemplateExpression, scope: Scope): Values {
  const texts = [head.text, ...templateSpans.map(({ literal }) => literal.text)];
  const gaps = templateSpans.map(({ expression }) => its.evaluate(expression, scope));
  const ways = gaps.map((values) => values.flatMap((value) => (value.kind === 'text' ? [value.text] : [])));
  return filled(texts, ways).map((text) => ({ kind: 'text', text }));
}

function compound(its: Evaluator, node: Node, scope: Scope): Values {
  if (isArrayLiteralExpression(node)) return [{ kind: 'list', items: itemsOf(its, node.elements, scope) }];
  if (isObjectLiteralExpression(node)) return [{ kind: 'object', fields: fieldsOf(its, node, scope) }];
  if (isPropertyAccessExpression(node) || isElementAccessExpression(node)) return fieldOf(its, node, scope);
  if (isCallExpression(node)) return calledBy(its, node, scope);
  if (isIdentifier(node)) return namedBy(its, node, scope);
  throw new UnresolvedError(its.code, node, `only running tells what ${node.getText().slice(0, 40)} is`);
}

function itemsOf(its: Evaluator, elements: readonly Node[], scope: Scope): readonly Values[] {
  return elements.flatMap((element) => {
    if (!isSpreadElement(element)) return [its.evaluate(element, scope)];
    return its.evaluate(element.expression, scope).flatMap((list) => (list.kind === 'list' ? list.items : []));
  });
}
