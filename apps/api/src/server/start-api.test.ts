import { testCompany } from '@atc/core/testing';
import { expect, test } from 'vitest';
import { mintKey } from '../auth/index.ts';
import { GRACE_MS, startApi } from './start-api.ts';

test('serves until it is closed, also with streams open; a taken port is one clear line', async () => {
  const company = await testCompany();
  const key = await mintKey(company.ctx.db, { name: 'vera', role: 'viewer' });
  const api = await startApi(company.ctx, { host: '127.0.0.1', port: 0 });
  const port = Number(new URL(api.url).port);
  await expect(startApi(company.ctx, { host: '127.0.0.1', port })).rejects.toMatchObject({
    name: 'StartError',
    message: `port ${port} on 127.0.0.1 is in use: stop what uses it or set PORT to another`,
  });
  const stream = await fetch(`${api.url}/api/events/stream`, { headers: { authorization: `Bearer ${key}` } });
  expect(stream.status).toBe(200);
  const startedAt = performance.now();
  await api.close();
  expect(performance.now() - startedAt).toBeLessThan(GRACE_MS);
  await expect(fetch(`${api.url}/healthz`)).rejects.toThrow();
  await company.close();
});
