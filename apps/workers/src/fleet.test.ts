import { setImmediate as soon } from 'node:timers/promises';
import { openSimulatedMarket } from '@atc/core/market';
import { availableQueueBackends } from '@atc/stack/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectSameHoldings, expectSoundBooks } from './testing/books.ts';
import { emptyQueueStore } from './testing/empty-queue-store.ts';
import { type TestFleet, testFleet, until } from './testing/test-fleet.ts';

const TRADES = 1;

describe.each(availableQueueBackends())('the whole fleet on %s', { timeout: 120_000 }, (backend) => {
  let fleet: TestFleet;

  beforeEach(async () => {
    fleet = await testFleet({ backend, market: openSimulatedMarket({ seed: '2' }), config: { SEED: '2' } });
  });
  afterEach(() => fleet.close());

  const closedTrades = () => fleet.ctx.db.tradeOutcome.count();

  test('scans, analyses, plans, reviews, buys, watches and closes by itself', async () => {
    const running = await fleet.run();
    await until('closed trades', async () => (await closedTrades()) >= TRADES);
    await running.stop();
    const kinds = new Set(
      (await fleet.ctx.db.event.findMany({ distinct: ['kind'], select: { kind: true } })).map((event) => event.kind),
    );
    for (const kind of [
      'scan.finished',
      'signal.received',
      'signal.analyzed',
      'review.turn',
      'proposal.accepted',
      'risk.assessed',
      'trade.executed',
      'position.watched',
      'trade.closed',
    ]) {
      expect([...kinds]).toContain(kind);
    }
    await expectSoundBooks(fleet.ctx);
    await expectSameHoldings(fleet.ctx);
  });

  test('a fleet that is stopped has not played a recording to its end', async () => {
    const running = await fleet.run();
    await running.stop();
    expect(await Promise.race([running.ended.then(() => 'played to its end'), soon('stopped')])).toBe('stopped');
  });

  test('loses and repeats nothing although its queue store is emptied again and again (I5)', async () => {
    const running = await fleet.run();
    let emptied = 0;
    let looks = 0;
    await until('closed trades', async () => {
      looks += 1;
      if (looks % 60 === 1 && emptied < 5) {
        await emptyQueueStore(fleet);
        emptied += 1;
      }
      return emptied > 3 && (await closedTrades()) >= TRADES;
    });
    await running.stop();
    await expectSoundBooks(fleet.ctx);
    await expectSameHoldings(fleet.ctx);
    expect(await fleet.ctx.db.step.count({ where: { deadLetter: true } })).toBe(0);
  });
});
