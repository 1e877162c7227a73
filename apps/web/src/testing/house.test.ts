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

  test.each([
    ['operations', '/operations', 'text=Retry'],
    ['settings', '/settings', 'text=Make a key'],
  ])(
    'the page of %s is readable for everybody, wide and narrow, light and dark',
    { timeout: 120_000 },
    async (_, path, there) => {
      await expectReadable(looked, desk.api.url, { path, there });
    },
  );

  test('a key is made, shown once and revoked', async () => {
    const { page } = await desk.open({ path: '/settings' });
    await page.getByLabel('Name').fill('laptop');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const key = (await page.locator('.secret').textContent()) ?? '';
    expect((await desk.api.ask('GET /api/me', { key })).body.name).toBe('laptop');
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('button', { name: 'Revoke laptop' }).waitFor();
    expect(await page.content()).not.toContain(key);
    await page.getByRole('button', { name: 'Revoke laptop' }).click();
    await page.getByRole('button', { name: 'Yes, revoke it' }).click();
    await page.getByRole('button', { name: 'Revoke laptop' }).waitFor({ state: 'detached' });
    expect((await desk.api.ask('GET /api/me', { key })).status).toBe(401);
    await page.getByRole('button', { name: 'Revoke anna' }).click();
    await page.getByRole('button', { name: 'Yes, revoke it' }).click();
    await page.getByText('the last operator’s key').waitFor();
    await page.close();
  });

  test('how the desk is shown is chosen, and kept in the browser', async () => {
    const { page } = await desk.open({ path: '/settings' });
    await page.getByText('dark', { exact: true }).click();
    await page.getByText('UTC', { exact: true }).click();
    await page.getByText('blue', { exact: true }).click();
    await page.reload();
    await page.getByText('Kept in this browser.').waitFor();
    const root = page.locator('html');
    expect([await root.getAttribute('data-theme'), await root.getAttribute('data-up')]).toEqual(['dark', 'blue']);
    await page.locator('.clock', { hasText: 'UTC' }).waitFor();
    await page.close();
  });

  test('the palette leads to pages and to trades by their token, and a key to a page', async () => {
    const { page } = await desk.open({ path: '/settings' });
    await page.getByText('Kept in this browser.').waitFor();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: /^A page/ });
    await field.fill('bonk');
    await page.getByRole('option', { name: /^BONK/ }).click();
    await page.getByText('the last hour traded 3.0 times the usual volume').waitFor();
    await page.keyboard.press('Control+k');
    await field.fill('opera');
    await field.press('Enter');
    await page.getByRole('heading', { name: 'Operations' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: 'Trades' }).waitFor();
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.placeholder')).toBe('Token');
    await page.close();
  });

  test('keys that are turned off do nothing, but the palette’s', async () => {
    const { page } = await desk.open({ path: '/settings' });
    await page.getByText('off', { exact: true }).click();
    await page.getByRole('heading', { name: 'Settings' }).click();
    for (const key of ['g', 't', 'Shift+S', '?']) await page.keyboard.press(key);
    expect([new URL(page.url()).pathname, await page.getByRole('dialog').count()]).toEqual(['/settings', 0]);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^A page/ }).waitFor();
    await page.close();
  });

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
