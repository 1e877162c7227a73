import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk, program, type TestDesk } from './open-desk.ts';

describe.skipIf(program === null)('a position by hand', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk?.close());

  const held = async () => (await desk.api.ask('GET /api/positions?status=open')).body.items[0];

  test('who may only look has nothing to press', async () => {
    const { page } = await desk.open({ key: desk.api.keys.viewer });
    await page.getByRole('row', { name: 'BONK' }).waitFor();
    expect(await page.getByRole('button', { name: /move its stop/ }).count()).toBe(0);
    await page.close();
  });

  test('a stop is raised with what it would come to, and never lowered', async () => {
    const { page } = await desk.open();
    await page.getByRole('button', { name: 'Close BONK, or move its stop' }).click();
    await page.getByText('Move its stop', { exact: true }).click();
    const move = page.getByRole('button', { name: 'Move the stop' });
    await page.getByLabel('New stop').fill('0.000018');
    await page.getByText('This would raise the risk').waitFor();
    expect(await move.isDisabled()).toBe(true);
    await page.getByLabel('New stop').fill('0.0000195');
    await page.getByText(/the trade ends at about −\$.* instead of −\$/).waitFor();
    await move.click();
    await page.getByText('The stop stands at 0.00001950.').waitFor();
    expect((await held()).stopLoss).toBe('0.0000195');
    await page.close();
  });

  test('what the company refuses is said in its words, and nothing is said to be done', async () => {
    const { page } = await desk.open();
    const { db } = desk.api.company.ctx;
    await page.getByRole('button', { name: 'Close BONK, or move its stop' }).click();
    await db.apiKey.updateMany({ where: { name: 'anna' }, data: { role: 'viewer' } });
    await page.getByRole('button', { name: 'Sell' }).click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    expect(await page.getByText('Its sale has begun').count()).toBe(0);
    await db.apiKey.updateMany({ where: { name: 'anna' }, data: { role: 'operator' } });
    await page.close();
  });

  test('half of a position is sold by its operator, once', async () => {
    const { page } = await desk.open();
    await page.getByRole('button', { name: 'Close BONK, or move its stop' }).click();
    await page.getByText('half', { exact: true }).click();
    await page.getByText('Stop and target go on protecting what is left.').waitFor();
    await page.getByRole('button', { name: 'Sell' }).click();
    await page.getByText('Its sale has begun.').waitFor();
    const { items } = (await desk.api.ask('GET /api/proposals')).body;
    const exits = items.filter(({ missionType }: { missionType: string }) => missionType === 'exit');
    expect(exits).toHaveLength(1);
    await page.close();
  });
});
