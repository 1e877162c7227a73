import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectReadable } from './expect-readable.ts';
import { type OpenPage, openDesk, program, type TestDesk } from './open-desk.ts';

describe.skipIf(program === null)('signals in a browser', () => {
  let desk: TestDesk;
  let looked: OpenPage;
  beforeAll(async () => {
    desk = await openDesk();
    const { db, clock } = desk.api.company.ctx;
    const seen = { source: 'scanner:breakout', token: 'SOL', observedAt: clock.now(), adoptedAt: new Date() };
    await db.signal.create({ data: { ...seen, status: 'analyzed', confidence: 0.4 } });
    const long = 'a long name that somebody outside has written here as a token';
    await db.signal.create({ data: { ...seen, token: long, status: 'analyzed', confidence: 0.3, source: 'x' } });
    looked = await desk.open();
    await looked.page.locator('#state').waitFor();
  });
  afterAll(() => desk?.close());

  test('the page is readable for everybody, wide and narrow, light and dark', { timeout: 120_000 }, () =>
    expectReadable(looked, desk.api.url, { path: '/signals', there: '.flow' }),
  );

  test('the day is told step by step, with what was lost and why, and who sends nothing', async () => {
    const { page } = looked;
    await page.setViewportSize({ width: 1280, height: 820 });
    await page.goto(`${desk.api.url}/signals`);
    const step = (name: string) => page.locator('.flow > li', { hasText: name });
    await step('Received').getByText('4', { exact: true }).waitFor();
    await step('At least 60 % sure').getByText('2 less sure').waitFor();
    await step('Traded').getByText('2', { exact: true }).waitFor();
    await page.getByText('No data, as no source is connected: fundamentals, KOL activity, social sentiment.').waitFor();
    await page
      .getByRole('row', { name: /^scanner:breakout/ })
      .getByText('too few')
      .waitFor();
  });

  test('a signal that is posted by hand is taken in, and is in the funnel at once', async () => {
    const { page } = looked;
    await page.goto(`${desk.api.url}/signals`);
    const { db } = desk.api.company.ctx;
    await page.getByLabel('Token').fill('SOL');
    await page.getByLabel('Your confidence, %').fill('72');
    await page.getByLabel('Note').fill('a big buyer');
    await page.getByRole('button', { name: 'Post' }).click();
    await page.getByText('It was taken in').waitFor();
    await page.locator('.flow > li', { hasText: 'Received' }).getByText('5', { exact: true }).waitFor();
    await page.getByRole('row', { name: /^SOL buy “by hand”/ }).waitFor();
    expect(await db.signal.findFirst({ where: { source: 'by hand' } })).toMatchObject({
      ...{ claimedConfidence: 0.72, confidence: null, trust: 'untrusted', metadata: { note: 'a big buyer' } },
    });
    await page.getByLabel('Token').fill('NOSUCH');
    await page.getByRole('button', { name: 'Post' }).click();
    await page.getByText('It is kept as refused: nobody trades such a token.').waitFor();
    await page.getByText('1 refused: nobody trades such a token').waitFor();
  });

  test('whoever only reads has no form', async () => {
    const { page } = await desk.open({ path: '/signals', key: desk.api.keys.viewer });
    await page.locator('.flow').waitFor();
    expect(await page.getByRole('button', { name: 'Post' }).count()).toBe(0);
    await page.close();
  });

  test('a part that cannot be read says so, and the rest of the page lives', async () => {
    const { page } = looked;
    await page.route('**/api/signals/flow', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: '{"title":"x","detail":"too busy"}',
      }),
    );
    await page.goto(`${desk.api.url}/signals`);
    await page.getByRole('alert').getByText('too busy').waitFor();
    await page.getByRole('row', { name: /^scanner:breakout/ }).waitFor();
    await page.unroute('**/api/signals/flow');
  });

  test('a day without signals says what will stand there', async () => {
    await desk.api.company.ctx.db.signal.updateMany({ data: { observedAt: new Date(0) } });
    const { page } = looked;
    await page.goto(`${desk.api.url}/signals`);
    await page.getByText('No signal came in today.').waitFor();
  });
});
