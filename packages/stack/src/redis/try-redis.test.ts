import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../host/index.ts';
import { hasRedis } from './find-redis.ts';
import { tryRedis } from './try-redis.ts';

describe.skipIf(!(await hasRedis()))('with a Redis on a port', () => {
  let port: number;
  let server: ChildProcess;

  const serve = async (...settings: string[]) => {
    port = await freePort();
    const keeping = ['--save', '', '--appendonly', 'no', '--dir', '/'];
    server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', ...keeping, ...settings]);
    for await (const chunk of server.stdout ?? []) if (String(chunk).includes('Ready to accept')) return;
  };
  const end = async () => {
    server.kill();
    await once(server, 'exit');
  };

  describe('that has a password', () => {
    beforeAll(() => serve('--requirepass', 'ours'));
    afterAll(end);

    test('whoever knows it may speak to it', async () => {
      const redis = await tryRedis(port, 'ours');
      expect(await redis?.ping()).toBe('PONG');
      redis?.disconnect();
    });

    test('whoever knows another one may not', async () => {
      expect(await tryRedis(port, 'theirs')).toBeNull();
    });
  });

  describe('that has none', () => {
    beforeAll(() => serve());
    afterAll(end);

    test('it is not ours', async () => {
      expect(await tryRedis(port, 'ours')).toBeNull();
    });
  });
});

test('where nobody listens there is none', async () => {
  expect(await tryRedis(await freePort(), 'ours')).toBeNull();
});
