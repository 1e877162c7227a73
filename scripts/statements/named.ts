import {
  type BindingElement,
  type Identifier,
  isBindingElement,
  isFunctionDeclaration,
  isIdentifier,
  isObjectBindingPattern,
  isParameterDeclaration,
  isVariableDeclaration,
  type Node,
  type ParameterDeclaration,
} from 'typescript/unstable/ast';
import { declarationOf, isFunction, keyOf, nameOfFunction } from './code.ts';
import { type Evaluator, type Scope, UnresolvedError, type Values } from './value.ts';

/** What a name stands for. */
export function namedBy(its: Evaluator, name: Identifier, scope: Scope): Values {
  const declaration = declarationOf(its.code, name);
  if (!declaration) throw new UnresolvedError(its.code, name, `nothing tells what ${name.text} is`);
  return declaredAs(its, declaration, scope);
}

/** What a declaration makes of its name. */
export function declaredAs(its: Evaluator, declaration: Node, scope: Scope): Values {
  const known = scope.get(keyOf(declaration));
  if (known) return known();
  if (isFunctionDeclaration(declaration)) return its.evaluate(declaration, scope);
  if (isVariableDeclaration(declaration) && declaration.initializer)
    return its.evaluate(declaration.initializer, scope);
  if (isBindingElement(declaration)) return partOf(its, declaration, scope);
  if (isParameterDeclaration(declaration)) return givenFor(its, declaration);
  throw new UnresolvedError(its.code, declaration, 'only running tells what it is');
}

/** What `{ name }` takes out of what stands on its other side. */
function partOf(its: Evaluator, element: BindingElement, scope: Scope): Values {
  const pattern = element.parent;
  const key = element.propertyName ?? element.name;
  if (!isObjectBindingPattern(pattern) || !key || !isIdentifier(key))
    throw new UnresolvedError(its.code, element, 'only running tells what it is');
  return declaredAs(its, pattern.parent, scope).flatMap((value) => {
    const field = value.kind === 'object' ? value.fields.get(key.text) : undefined;
    if (!field) throw new UnresolvedError(its.code, element, `only running tells what ${key.text} is`);
    return field();
  });
}

/** What is given for a parameter, by all who call its function by name. */
function givenFor(its: Evaluator, parameter: ParameterDeclaration): Values {
  const written = parameter.parent;
  const name = nameOfFunction(written);
  const place =
    isFunction(written) && 'parameters' in written ? (written.parameters as readonly Node[]).indexOf(parameter) : -1;
  const own = new Set([keyOf(written), keyOf(written.parent)]);
  const calls = name ? its.callsOf(name).filter(({ expression }) => own.has(placeOfCallee(its, expression))) : [];
  if (calls.length === 0 || place < 0)
    throw new UnresolvedError(its.code, parameter, `nobody who calls ${name ?? 'this function'} by name is found`);
  return calls.flatMap(({ arguments: given }) => {
    const argument = given[place] ?? parameter.initializer;
    if (!argument) throw new UnresolvedError(its.code, parameter, 'is not given');
    return its.evaluate(argument, new Map());
  });
}

function placeOfCallee(its: Evaluator, callee: Node): string {
  const declaration = declarationOf(its.code, callee);
  return declaration ? keyOf(declaration) : '';
}
