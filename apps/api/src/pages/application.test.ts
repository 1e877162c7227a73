import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askRaw } from '../testing/ask-raw.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());

const html = { accept: 'text/html,application/xhtml+xml' };
const look = (path: string, headers: Record<string, string> = html) => api.ask(`GET ${path}`, { key: null, headers });

test.each(['/', '/trades/x', '/agents'])('%s is the application, which tells nothing by itself', async (path) => {
  const page = await look(path);
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(page.body).toContain('<div id="app">');
  expect(page.body).toContain('href="/plain"');
});

test('a browser runs its files alone and asks nobody else', async () => {
  const { headers, body } = await look('/');
  const policy = headers.get('content-security-policy') ?? '';
  for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"])
    expect(policy.split('; ')).toContain(rule);
  expect(policy).not.toContain('unsafe');
  expect(body).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|<style|\sstyle=|https?:/);
});

test('what asks for no page is told that nothing is there', async () => {
  expect((await look('/trades/x', { accept: 'application/json' })).status).toBe(404);
  expect((await look('/api/nothing')).status).toBe(404);
  expect((await look('/assets/nothing.js')).status).toBe(404);
});

test('its files are kept for a year, and are packed for whoever takes them so', async () => {
  const names = await readdir(join(import.meta.dirname, '../../../web/dist/assets'));
  const script = names.find((name) => name.endsWith('.js')) ?? '';
  const plain = await askRaw(`${api.url}/assets/${script}`, { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const packed = await fetch(`${api.url}/assets/${script}.gz`);
  expect(gunzipSync(await packed.arrayBuffer()).toString()).toBe(plain.body);
  const asked = await askRaw(`${api.url}/assets/${script}`, { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } });
  expect(asked.headers).toMatchObject({ 'content-encoding': 'gzip', vary: expect.stringMatching(/accept-encoding/i) });
  expect(asked.headers['content-type']).toBe('text/javascript; charset=utf-8');
});
