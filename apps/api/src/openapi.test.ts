import { expect, test } from 'vitest';
import { openApi } from './openapi.ts';
import { routes } from './routes.ts';

const text = JSON.stringify(openApi(routes));
const document = JSON.parse(text);

test('every route stands in the document', () => {
  for (const { method, path } of routes) expect(document.paths[path][method].summary).toBeTruthy();
});

test('every reference leads somewhere', () => {
  const names = [...text.matchAll(/#\/components\/schemas\/([^"]+)/g)].map((match) => match[1] ?? '');
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !(name in document.components.schemas))).toEqual([]);
});

test('every operation has an id of its own', () => {
  const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(routes.length);
});

test('a body says what it takes', () => {
  const signal = document.paths['/api/signals'].post.requestBody.content['application/json'].schema;
  expect(signal).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['source', 'token', 'signalType'],
  });
});

test('a path names its parameters', () => {
  expect(document.paths['/api/proposals/{id}'].get.parameters).toMatchObject([
    { name: 'id', in: 'path', required: true },
  ]);
  expect(
    document.paths['/api/proposals'].get.parameters.map(({ name, required }: { name: string; required: boolean }) => [
      name,
      required,
    ]),
  ).toEqual([
    ['limit', false],
    ['cursor', false],
    ['status', false],
    ['agentId', false],
    ['missionType', false],
    ['token', false],
  ]);
});
