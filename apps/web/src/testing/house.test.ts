import { makeMissions } from '@atc/api/testing';
import { noteProcess } from '@atc/core/company/processes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectReadable } from './expect-readable.ts';
import { type OpenPage, openDesk, program, type TestDesk } from './open-desk.ts';

describe.skipIf(program === null)('the house in a browser', () => {
  let desk: TestDesk;
  let looked: OpenPage;
  let forget: () => Promise<void>;
  beforeAll(async () => {
    desk = await openDesk();
    await makeMissions(desk.api.company);
    await desk.api.company.ctx.db.notification.create({
      data: { channel: 'webhook', template: 'alert', body: { title: 'It went wrong' }, state: 'dead', attempts: 10 },
    });
    forget = await noteProcess(desk.api.company.ctx, ['heartbeat']);
    looked = await desk.open();
    await looked.page.locator('#state').waitFor();
  });
  afterAll(async () => {
    await forget?.();
    await desk?.close();
  });

  test.each([['operations', '/operations', 'text=Retry']])(
    'the page of %s is readable for everybody, wide and narrow, light and dark',
    { timeout: 120_000 },
    async (_, path, there) => {
      await expectReadable(looked, desk.api.url, { path, there });
    },
  );

  test('what was put aside is given back to its queue, and whoever only reads has no such button', async () => {
    const { ctx } = desk.api.company;
    const reader = await desk.open({ path: '/operations', key: desk.api.keys.viewer });
    await reader.page.getByText('execute_trade').first().waitFor();
    expect(await reader.page.getByRole('button', { name: /^Retry/ }).count()).toBe(0);
    await reader.page.close();
    const { page } = looked;
    await page.setViewportSize({ width: 1280, height: 820 });
    await page.goto(`${desk.api.url}/operations`);
    await page.getByRole('row', { name: 'heartbeat' }).getByText('ago').waitFor();
    await page.getByRole('button', { name: 'Retry: It went wrong' }).click();
    await expect.poll(() => ctx.db.notification.count({ where: { state: 'dead' } })).toBe(0);
    await page.getByText('It went wrong').waitFor({ state: 'detached' });
    // Its proposal was decided long ago: what a retry is refused for is said.
    await page
      .getByRole('button', { name: /^Retry/ })
      .first()
      .click();
    await page.getByRole('main').getByRole('alert').waitFor();
  });
});
