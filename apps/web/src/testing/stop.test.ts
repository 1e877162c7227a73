import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk, program, type TestDesk } from './open-desk.ts';

describe.skipIf(program === null)('stopping in a browser', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk?.close());

  const state = async () => (await desk.api.ask('GET /api/trading-state')).body;
  const goOn = () => desk.api.ask('PUT /api/trading-state', { body: { state: 'active', reason: 'a test' } });

  test('two clicks stop the desk, and the proof is what the API answered', async () => {
    const { page } = await desk.open();
    await page.getByRole('button', { name: '■ STOP' }).click();
    expect(await page.getByRole('radio', { name: /^Close only/ }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Stop: close only' }).click();
    const proof = page.locator('#proof');
    await proof.getByText('no call of the old state is under way').waitFor();
    const { epoch, reason } = await state();
    expect(await state()).toMatchObject({ state: 'reducing', changedBy: 'operator:anna' });
    expect(reason).toBe('stopped on the page');
    expect(await proof.textContent()).toContain(`epoch ${epoch}.`);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByText('Closing only.').waitFor();
    await goOn();
    await page.close();
  });

  test('going on again needs a reason, which is kept', async () => {
    await desk.api.ask('PUT /api/trading-state', { body: { state: 'reducing', reason: 'a test' } });
    const { page } = await desk.open();
    await page.getByRole('button', { name: 'Go on…' }).click();
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    expect((await state()).state).toBe('reducing');
    await page.getByLabel('Why is it safe again?').fill('it was a test');
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await page.locator('#state', { hasText: 'active' }).waitFor();
    expect(await state()).toMatchObject({ state: 'active', reason: 'it was a test' });
    await page.close();
  });

  test('who halts is told which positions nothing sells any more', async () => {
    const { page } = await desk.open();
    await page.locator('#state', { hasText: 'active' }).waitFor();
    await page.keyboard.press('Shift+S');
    await page.getByRole('radio', { name: 'Halt all' }).check();
    await page.getByText('No stop rests at the venue for BONK').waitFor();
    await page.getByRole('row', { name: 'BONK' }).getByText('NOTHING sells it').waitFor();
    await page.getByRole('button', { name: 'Stop: halt all' }).click();
    await page.locator('#proof').getByText('halted since').waitFor();
    expect((await state()).state).toBe('halted');
    await page.keyboard.press('Escape');
    await page.getByText('No order of any kind is sent').waitFor();
    await goOn();
    await page.close();
  });

  test('who sells everything closes each position once, behind a stop', async () => {
    const { page } = await desk.open();
    await page.getByRole('button', { name: '■ STOP' }).click();
    await page.getByRole('radio', { name: 'Sell everything' }).check();
    await page.getByRole('button', { name: 'Stop: sell everything' }).click();
    await page.locator('#proof').getByText('BONK: its sale has begun').waitFor();
    expect((await state()).state).toBe('reducing');
    const { items } = (await desk.api.ask('GET /api/proposals')).body;
    expect(items.filter(({ missionType }: { missionType: string }) => missionType === 'exit')).toHaveLength(1);
    await goOn();
    await page.close();
  });

  test('a stop without a network is not kept for later, and says so', async () => {
    const { page } = await desk.open();
    await page.getByRole('button', { name: '■ STOP' }).click();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Stop: close only' }).click();
    await page.locator('#proof').getByText('nothing was sent').waitFor();
    await page.context().setOffline(false);
    expect((await state()).state).toBe('active');
    await page.close();
  });

  test('a stop that is refused is not said to have stopped anything', async () => {
    const { page } = await desk.open();
    const { db } = desk.api.company.ctx;
    await page.getByRole('button', { name: '■ STOP' }).click();
    await db.apiKey.updateMany({ where: { name: 'anna' }, data: { role: 'viewer' } });
    await page.getByRole('button', { name: 'Stop: close only' }).click();
    await page.locator('#proof').getByText('Your key reads').waitFor();
    await db.apiKey.updateMany({ where: { name: 'anna' }, data: { role: 'operator' } });
    expect((await state()).state).toBe('active');
    await page.close();
  });

  test('who may only look has no STOP', async () => {
    const { page } = await desk.open({ key: desk.api.keys.viewer });
    await page.locator('#state', { hasText: 'active' }).waitFor();
    expect(await page.getByRole('button', { name: '■ STOP' }).count()).toBe(0);
    await page.close();
  });
});
