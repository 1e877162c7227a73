import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { routes } from '@atc/api/testing';
import { expect, test } from 'vitest';
import { variableNames } from './configuration.ts';
import { type Page, paragraphsOf, readPages, root, sentencesIn, withoutBlocks } from './manual.ts';

const pages = readPages();
const each = pages.map((page) => [page.path, page] as const);
const text = (path: string) => pages.find((page) => page.path === path)?.text ?? '';
const found = ({ text }: Page, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);
const isThere = (path: string, from: URL = root) => existsSync(fileURLToPath(new URL(path, from)));

test.each(each)('%s: every link leads to a page or file', (_, page) => {
  const links = found(page, /\]\(([^)#]+)(?:#[^)]*)?\)/g).filter((link) => !link.includes('://'));
  expect(links.filter((link) => !isThere(link, new URL(page.path, root)))).toEqual([]);
});

test.each(each)('%s: every file of the repository that it names is there', (_, page) => {
  const named = found(page, /`((?:apps|packages|scripts|prisma|docs|ops|bench|chaos|faults)\/[\w./-]*)`/g);
  const plain = found(page, /(?<![\w/.-])([A-Z]+\.md)\b/g);
  expect([...named, ...plain].filter((path) => !isThere(path))).toEqual([]);
});

const scripts: unknown = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).scripts;

test.each(each)('%s: every npm command is there', (_, page) => {
  const commands = found(page, /npm run ([\w:]+)/g);
  expect(commands.filter((name) => !Object.hasOwn(scripts as object, name))).toEqual([]);
});

test.each(each)('%s: every route of the API is there', (_, page) => {
  const known = routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`.replace(/\{\w+\}/g, '{}'));
  const named = found(page, /((?:GET|POST|PUT|PATCH|DELETE) \/[\w/{}.-]+)/g);
  expect(named.filter((route) => !known.includes(route.replace(/\{\w+\}/g, '{}')))).toEqual([]);
});

/** Names in capitals that are no variables of the company. */
const OTHERS = ['CHAOS_SEED', 'DRAWN_ROOMS', 'EX_CONFIG', 'STALE_AFTER_MS', 'SYMBOL_QUOTE'];

test.each(each)('%s: every variable is one that the company reads', (_, page) => {
  const named = found(page, /(?<![\w.])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g);
  expect([...new Set(named)].filter((name) => !variableNames.includes(name) && !OTHERS.includes(name))).toEqual([]);
});

test.each(each)('%s: no line of prose or table is longer than 120 characters', (_, { text }) => {
  const lines = withoutBlocks(text).split('\n');
  expect(lines.filter((line) => [...line].length > 120)).toEqual([]);
});

test('the README has at most 1,000 words', () => {
  expect(text('README.md').split(/\s+/).length).toBeLessThanOrEqual(1000);
});

test('a paragraph of ARCHITECTURE.md has at most three sentences', () => {
  expect(paragraphsOf(text('ARCHITECTURE.md')).filter((part) => sentencesIn(part) > 3)).toEqual([]);
});

test('ARCHITECTURE.md names every room of the core', () => {
  const wings = ['kernel', 'market', 'company', 'desk', 'loop'].map((wing) => `packages/core/src/${wing}`);
  const rooms = wings.flatMap((wing) => readdirSync(fileURLToPath(new URL(wing, root)), { withFileTypes: true }));
  const names = rooms.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  expect(names.filter((name) => !text('ARCHITECTURE.md').includes(`\`${name}\``))).toEqual([]);
});
