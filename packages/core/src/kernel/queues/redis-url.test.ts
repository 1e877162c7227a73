import { expect, test } from 'vitest';
import { parseClusterUrl, placeOf } from './redis-url.ts';

test.each([
  ['redis-cluster://a:1,b:2', { username: null, password: null, tls: false }],
  ['redis-cluster://user:pass@a:1,b:2', { username: 'user', password: 'pass', tls: false }],
  ['redis-cluster://:p%40ss%2Cword@a:1,b:2', { username: null, password: 'p@ss,word', tls: false }],
  ['rediss-cluster://user:pass@a:1,user:pass@b:2', { username: 'user', password: 'pass', tls: true }],
])('%s names two nodes and how to be let in', (url, login) => {
  const nodes = [
    { host: 'a', port: 1 },
    { host: 'b', port: 2 },
  ];
  expect(parseClusterUrl(url)).toEqual({ nodes, ...login });
});

test('a node without a port has the usual one, a number of six the brackets of no name', () => {
  expect(parseClusterUrl('redis-cluster://redis.internal,[::1]:7000')?.nodes).toEqual([
    { host: 'redis.internal', port: 6379 },
    { host: '::1', port: 7000 },
  ]);
});

test('a URL of one server names no cluster; one that cannot be read is refused without its password', () => {
  expect(parseClusterUrl('rediss://u:p@a:1/0')).toBeNull();
  expect(() => parseClusterUrl('redis-cluster://u:hidden@a:x')).toThrow(/^REDIS_URL cannot be read(?!.*hidden)/);
});

test.each([
  ['redis://me:hidden@a:1/0', 'a:1'],
  ['redis-cluster://me:hidden@a:1,me:hidden@b:2', 'a:1,b:2'],
  ['redis://me:hid/den@a:1', 'a:1'],
])('the place of %s is told without its password', (url, place) => {
  expect(placeOf(url)).toBe(place);
});
