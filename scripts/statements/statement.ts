import {
  type CallExpression,
  isCallExpression,
  isIdentifier,
  isPropertyAccessExpression,
  isTaggedTemplateExpression,
  type Node,
  type TaggedTemplateExpression,
} from 'typescript/unstable/ast';
import { SignatureKind, type Type } from 'typescript/unstable/sync';
import { type Code, functionAround, placeOf, visit } from './code.ts';
import { openEvaluator } from './evaluate.ts';
import { composed, sqlOf } from './template.ts';
import { type Evaluator, numbered, UnresolvedError } from './value.ts';

/** How rows arrive: as the driver reads them, or as JSON tells them. */
export type Arrival = 'driver' | 'json';

/** A statement of the code. */
export interface Statement {
  /** `packages/…/store.ts:12` */
  readonly place: string;
  /** `packages/…/store.ts#findOrder`: it stays when lines move. */
  readonly name: string;
  /** What it may be when it is sent; none when only running tells. */
  readonly texts: readonly string[];
  readonly unresolved: string | null;
  /** The type of its rows, or null where nobody reads them. */
  readonly row: Type | null;
  readonly arrival: Arrival;
}

/** Every statement in the code's own files, in the order of files and lines. */
export function statementsOf(code: Code): readonly Statement[] {
  const calls = new Map<string, CallExpression[]>();
  const sites: Site[] = [];
  for (const file of code.files.values())
    visit(file, (node) => {
      if (isCallExpression(node)) {
        const name = calledName(node);
        calls.set(name, [...(calls.get(name) ?? []), node]);
      }
      const site = siteOf(code, node);
      if (site) sites.push(site);
    });
  const its = openEvaluator(code, (name) => calls.get(name) ?? []);
  return sites.map((site) => statementAt(its, site));
}

interface Site {
  readonly node: Node;
  readonly texts: (its: Evaluator) => readonly string[];
  readonly row: Type | null;
  readonly arrival: Arrival;
}

const NOWHERE = new Map();

function statementAt(its: Evaluator, { node, texts, row, arrival }: Site): Statement {
  const place = placeOf(its.code, node);
  const name = `${place.split(':')[0]}#${functionAround(node)}`;
  try {
    return { place, name, texts: [...new Set(texts(its).map(numbered))], unresolved: null, row, arrival };
  } catch (error) {
    if (!(error instanceof UnresolvedError)) throw error;
    return { place, name, texts: [], unresolved: error.message, row, arrival };
  }
}

function siteOf(code: Code, node: Node): Site | null {
  if (isTaggedTemplateExpression(node) && isRaw(node.tag)) {
    const texts = (its: Evaluator) => composed(its, node.template, NOWHERE);
    return { node, texts, row: rowOfRaw(code, node), arrival: 'driver' };
  }
  if (!isCallExpression(node)) return null;
  const [first] = node.arguments;
  if (!first) return null;
  const texts = (its: Evaluator) => sqlOf(its, first, NOWHERE);
  if (isRaw(node.expression)) return { node, texts, row: rowOfRaw(code, node), arrival: 'driver' };
  const name = calledName(node);
  if (name === 'rowsOf') return { node, texts, row: rowOfReading(code, node), arrival: 'json' };
  if (name === 'reading') return { node, texts, row: rowOfReader(code, node), arrival: 'json' };
  return name === 'query' && isOfDriver(code, node)
    ? { node, texts: textsOf(first), row: null, arrival: 'driver' }
    : null;
}

const isRaw = (callee: Node): boolean =>
  isPropertyAccessExpression(callee) && /^\$(query|execute)Raw(Unsafe)?$/.test(callee.name.text);

function calledName({ expression }: CallExpression): string {
  if (isIdentifier(expression)) return expression.text;
  return isPropertyAccessExpression(expression) ? expression.name.text : '';
}

function rowOfRaw({ checker }: Code, node: CallExpression | TaggedTemplateExpression): Type | null {
  const [rows] = node.typeArguments ?? [];
  const type = rows && checker.getTypeFromTypeNode(rows);
  return type ? elementOf({ checker }, type) : null;
}

const elementOf = ({ checker }: Pick<Code, 'checker'>, type: Type): Type | null =>
  type.isTypeReference() ? (checker.getTypeArguments(type)[0] ?? null) : null;

/** `rowsOf(…)` is a `Reading` of a list of rows. */
function rowOfReading(code: Code, node: CallExpression): Type | null {
  const reading = code.checker.getTypeAtLocation(node);
  const rows = reading && elementOf(code, reading);
  return rows ? elementOf(code, rows) : null;
}

/** `reading(…, read)`: what `read` takes. */
function rowOfReader(code: Code, { arguments: [, read] }: CallExpression): Type | null {
  const type = read && code.checker.getTypeAtLocation(read);
  const [signature] = type ? code.checker.getSignaturesOfType(type, SignatureKind.Call) : [];
  const rows = signature && code.checker.getParameterType(signature, 0);
  return rows ? elementOf(code, rows) : null;
}

/** Whether it is the driver that is asked, past `db`, in what a company runs. */
function isOfDriver({ root, checker }: Code, { expression }: CallExpression): boolean {
  const path = expression.getSourceFile().fileName.slice(root.length + 1);
  if (!/^(apps|packages)\/(?!.*\/testing\/)/.test(path)) return false;
  const type = isPropertyAccessExpression(expression) ? checker.getTypeAtLocation(expression.expression) : undefined;
  return ['Client', 'Pool', 'PoolClient', 'ClientBase'].includes(type?.getSymbol()?.name ?? '');
}

const DOLLAR_QUOTED = /\$\w*\$/;

/** What is asked past `db`: text, in which several statements may stand. */
const textsOf = (node: Node) => (its: Evaluator) =>
  its.evaluate(node, NOWHERE).flatMap((value) => {
    if (value.kind !== 'text') throw new UnresolvedError(its.code, node, 'only running tells its text');
    return DOLLAR_QUOTED.test(value.text) ? [value.text] : value.text.split(/;\s*/).filter(Boolean);
  });
