import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectReadable } from './expect-readable.ts';
import { type OpenPage, openDesk, program, signIn, type TestDesk } from './open-desk.ts';

describe.skipIf(program === null)('the pages in a browser', () => {
  let desk: TestDesk;
  /** One page that is signed in, for all that is only looked at. */
  let looked: OpenPage;
  beforeAll(async () => {
    desk = await openDesk();
    looked = await desk.open();
    await looked.page.locator('#state').waitFor();
  });
  afterAll(() => desk?.close());

  const tradeId = async () => (await desk.api.ask('GET /api/positions?status=closed')).body.items[0].id;
  const proposalId = async () => (await desk.api.ask('GET /api/positions?status=open')).body.items[0].entryProposalId;

  const trade = async () => `/trades/${await tradeId()}`;
  const table = async () => {
    const { ctx } = desk.api.company;
    const made = await ctx.db.roundtable.create({
      data: {
        ...{ format: 'watercooler', topic: 'tea', status: 'succeeded', turnsPlanned: 2, temperature: 0.9 },
        ...{ participants: ['sage', 'atlas'], naturalKey: 'a test', convenedAt: ctx.clock.now() },
        turns: {
          create: ['Tea is warm.', 'So it is.'].map((text, i) => ({
            ...{ turnNo: i + 1, agentId: i === 0 ? 'sage' : 'atlas', kind: 'speak', state: 'done', text },
          })),
        },
      },
    });
    return `/roundtables/${made.id}`;
  };
  const pages: readonly (readonly [name: string, path: () => Promise<string>, there: string])[] = [
    ['the desk', async () => '/', '.frame:not(.skeleton)'],
    ['a trade', trade, '.frame:not(.skeleton)'],
    ['a proposal', async () => `/proposals/${await proposalId()}`, '.frame:not(.skeleton)'],
    ['the list of trades', async () => '/trades?token=WIF', '.calendar a'],
    ['the floor', async () => '/floor', '.stage'],
    ['a conversation', table, '.debate li'],
    ['the agents', async () => '/agents', '.affinity'],
    ['an agent', async () => '/agents/sage', '.friends li'],
  ];

  test.each(pages)(
    '%s is readable for everybody, wide and narrow, light and dark, and complains of nothing',
    {
      timeout: 120_000,
    },
    async (...told) => {
      const [, path, there] = told;
      await expectReadable(looked, desk.api.url, { path: await path(), there });
    },
  );

  test('a wrong key is refused over the page, and with the right one the page goes on where it was', async () => {
    const { page } = await desk.open({ path: await trade(), key: 'wrong' });
    await page.getByRole('alert').getByText('not known here').waitFor();
    await signIn(page, desk.api.keys.viewer);
    await page.getByText('Learned').waitFor();
    expect(page.url()).toContain('/trades/');
    await page.close();
  });

  test('trades are filtered by the address, and the filter goes into it', async () => {
    const { page } = await desk.open({ path: '/trades?token=BONK' });
    await page.getByText('No trade has ended yet.').first().waitFor();
    await page.getByRole('textbox', { name: 'Token' }).fill('WIF');
    await page.getByRole('row', { name: 'WIF' }).waitFor();
    expect(new URL(page.url()).search).toBe('?token=WIF');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('trades.csv');
    await page.close();
  });

  test('a day of the calendar shows its trades, and each group leads to those behind it', async () => {
    const { page } = await desk.open({ path: '/trades' });
    await page.getByRole('link', { name: /1 trade$/ }).click();
    await page.getByText(/^Only 20/).waitFor();
    expect(new URL(page.url()).search).toMatch(/^\?day=\d{4}-\d\d-\d\d$/);
    await page.getByRole('row', { name: 'WIF' }).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('end', { exact: true }).click();
    await page.getByRole('link', { name: 'Stop hit' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('?exit=stop_loss');
    await page.getByRole('row', { name: 'WIF' }).waitFor();
    await page.close();
  });

  test('one click on what is held leads to why it was bought', async () => {
    const { page } = await desk.open();
    await page.getByRole('table').getByRole('link', { name: 'BONK' }).click();
    await page.getByText('the last hour traded 3.0 times the usual volume').waitFor();
    await page.close();
  });
});
