import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import { API, type Checker, type Symbol as Name, type Project, SymbolFlags } from 'typescript/unstable/sync';

/** The code as the compiler reads it. */
export interface Code {
  readonly root: string;
  readonly project: Project;
  readonly checker: Checker;
  /** Our own files, by their path from the root. */
  readonly files: ReadonlyMap<string, SourceFile>;
  close(): void;
}

/** Reads the code below a folder: of the files that `isOurs` picks by their path those that speak SQL. */
export function openCode(root: string, isOurs: (path: string) => boolean): Code {
  const api = new API({ cwd: root });
  const config = posix.join(root, 'tsconfig.json');
  const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
  if (!project) throw new Error(`the compiler reads no project at ${config}`);
  const files = new Map<string, SourceFile>();
  for (const name of project.program.getSourceFileNames()) {
    const path = posix.relative(root, name);
    const file =
      isOurs(path) && SPEAKS_SQL.test(readFileSync(name, 'utf8')) ? project.program.getSourceFile(name) : null;
    if (file) files.set(path, file);
  }
  return { root, project, checker: project.checker, files, close: () => api.close() };
}

const SPEAKS_SQL = /\$queryRaw|\$executeRaw|\bPrisma\b|\browsOf\b|\breading\b|\.query\(/;

/** Where a node stands, as people read it: `packages/…/store.ts:12`. */
export function placeOf({ root }: Code, node: Node): string {
  const file = node.getSourceFile();
  return `${posix.relative(root, file.fileName)}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
}

/** What names a declaration, whichever way it was reached. */
export function keyOf(node: Node): string {
  return `${node.getSourceFile().fileName}:${node.pos}:${node.end}`;
}

/** Where a name is declared, through imports; undefined when it is not to be found. */
export function declarationOf({ checker, project }: Code, name: Node): Node | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  return symbol && declared(checker, symbol)?.valueDeclaration?.resolve(project);
}

/** Where the value of `{ name }` is declared. */
export function declarationOfShorthand({ checker, project }: Code, node: Node): Node | undefined {
  const symbol = checker.getShorthandAssignmentValueSymbol(node);
  return symbol && declared(checker, symbol)?.valueDeclaration?.resolve(project);
}

const declared = (checker: Checker, symbol: Name): Name | undefined =>
  symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** Visits a node and all below it. */
export function visit(node: Node, each: (node: Node) => void): void {
  each(node);
  node.forEachChild((child) => visit(child, each));
}

/** The nearest function around a node that has a name, for a list that people read; the file's own level has none. */
export function functionAround(node: Node): string {
  for (let at = node.parent; at; at = at.parent) {
    const name = nameOfFunction(at);
    if (name) return name;
  }
  return '(file)';
}

/** The name that a function is called by, or undefined. */
export function nameOfFunction(node: Node): string | undefined {
  if (!isFunction(node)) return undefined;
  const named = [node, node.parent].find((it) => it && 'name' in it && it.name) as { name?: Node } | undefined;
  return named?.name?.kind === SyntaxKind.Identifier ? named.name.getText() : undefined;
}

export const isFunction = (node: Node): boolean =>
  node.kind === SyntaxKind.FunctionDeclaration ||
  node.kind === SyntaxKind.ArrowFunction ||
  node.kind === SyntaxKind.FunctionExpression;
