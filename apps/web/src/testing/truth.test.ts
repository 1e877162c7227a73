import { openRelay } from '@atc/api/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk, program, type TestDesk } from './open-desk.ts';

describe.skipIf(program === null)('never quietly wrong', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk?.close());

  test('after twenty seconds of silence the figures look old, and say how old they are', async () => {
    const wire = await openRelay(desk.api.url);
    const { page } = await desk.open({ url: wire.url });
    await page.locator('#link', { hasText: 'live' }).waitFor();
    wire.silence();
    await page.clock.install();
    await page.clock.fastForward(25_000);
    await page.locator('#link', { hasText: 'old' }).waitFor();
    await page.getByText('The figures are old.').waitFor();
    expect(await page.locator('main').getAttribute('class')).toBe('old');
    await page.close();
    await wire.close();
  });

  test('a company that is gone is said to be, with the next try, and its state is unknown', async () => {
    const doomed = await desk.serve();
    const { page } = await desk.open({ url: doomed.url });
    await page.locator('#link', { hasText: 'live' }).waitFor();
    await page.locator('#state', { hasText: 'active' }).waitFor();
    await doomed.close();
    await page.getByText('Not connected.').waitFor();
    await page.getByText('Next try in').waitFor();
    await page.locator('#state', { hasText: 'unknown, was active' }).waitFor();
    expect(await page.title()).toContain('NOT CONNECTED');
    await page.close();
  });

  test('who stops the desk elsewhere is seen here, with the reason, and what moves moves', async () => {
    const { page } = await desk.open();
    await page.locator('#link', { hasText: 'live' }).waitFor();
    await desk.api.ask('PUT /api/trading-state', { body: { state: 'halted', reason: 'from a script' } });
    await page.getByText('“from a script”').waitFor();
    await page.locator('#state', { hasText: 'halted' }).waitFor();
    await desk.api.ask('PUT /api/trading-state', { body: { state: 'active', reason: 'a test' } });
    await page.locator('#state', { hasText: 'active' }).waitFor();
    await page.close();
  });

  test('real money is told from paper on every page', async () => {
    const real = await desk.serve({ tradingMode: 'live', liveTradingConfirmed: 'webull-4821' });
    const { page } = await desk.open({ url: real.url });
    await page.getByText('REAL MONEY').waitFor();
    await page.getByText('··4821').waitFor();
    expect(await page.locator('header.shell.real').count()).toBe(1);
    await page.close();
    await real.close();
  });
});
