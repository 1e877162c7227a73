import { availableQueueBackends } from '@atc/stack/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { protectiveQueues } from '../kinds/index.ts';
import { reopenQueues } from './reopen-queues.ts';

describe.each(availableQueueBackends())('with its queues on %s', (backend) => {
  let company: TestCompany;
  beforeAll(async () => {
    company = await testCompany({ backend });
  });
  afterAll(() => company?.close());

  const queueOf = (name: string) => {
    const queue = company.ctx.queues.forBoard().find((one) => one.name === name);
    if (!queue) throw new Error(`no queue is named ${name}`);
    return queue;
  };

  test('what is laid on a queue that protects is taken off and told, whoever laid it there', async () => {
    const { ctx } = company;
    expect(protectiveQueues).toEqual(expect.arrayContaining(['price_watch', 'monitor_position', 'close_position']));
    expect(await reopenQueues(ctx)).toBe(0);
    await queueOf('price_watch').pause();
    await queueOf('close_position').setGlobalRateLimit(1, 3_600_000);
    await queueOf('monitor_position').setGlobalConcurrency(1);
    await queueOf('events').rateLimit(3_600_000);
    expect(await reopenQueues(ctx)).toBe(4);
    expect(await queueOf('price_watch').isPaused()).toBe(false);
    expect(await queueOf('close_position').getGlobalRateLimit()).toBeNull();
    expect(await queueOf('monitor_position').getGlobalConcurrency()).toBeNull();
    expect(await queueOf('events').getRateLimitTtl()).toBeLessThanOrEqual(0);
    expect(await reopenQueues(ctx)).toBe(0);
    const told = await ctx.db.event.findMany({ where: { kind: 'queue.reopened' } });
    expect(new Set(told.map(({ fields }) => (fields as { queue: string }).queue))).toEqual(
      new Set(['price_watch', 'close_position', 'monitor_position', 'events']),
    );
  });

  test('a queue that protects nothing may be paused', async () => {
    await queueOf('agent_task').pause();
    expect(await reopenQueues(company.ctx)).toBe(0);
    expect(await queueOf('agent_task').isPaused()).toBe(true);
  });
});
