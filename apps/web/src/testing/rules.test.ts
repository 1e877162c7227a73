import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { valueAt } from '../figures/rules/field.ts';
import { expectReadable } from './expect-readable.ts';
import { openDesk, program, type TestDesk } from './open-desk.ts';

interface Policy {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly version: number;
}

describe.skipIf(program === null)('the rules in a browser', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk?.close());

  const read = async (key: string): Promise<Policy> => (await desk.api.ask(`GET /api/policies/${key}`)).body;
  const put = ({ key, version }: Policy, value: unknown) =>
    desk.api.ask(`PUT /api/policies/${key}`, {
      body: { value, reason: 'test' },
      headers: { 'if-match': String(version) },
    });

  test('the page of rules is readable for everybody, wide and narrow, light and dark', {
    timeout: 120_000,
  }, async () => {
    const looked = await desk.open();
    await looked.page.locator('#state').waitFor();
    await expectReadable(looked, desk.api.url, { path: '/rules/trade_limits', there: 'text=Largest position' });
    await expectReadable(looked, desk.api.url, { path: '/rules/auto_approve', there: 'text=Steps that are debated' });
    await looked.page.close();
  });

  test('a limit is changed with what is different and why, and is in force', async () => {
    const before = await read('trade_limits');
    const { page } = await desk.open({ path: '/rules/trade_limits' });
    const save = page.getByRole('button', { name: `Save as version ${before.version + 1}` });
    await page.getByLabel('Trades a day').fill('-1');
    await page.getByText('At least 0.').waitFor();
    expect(await save.isDisabled()).toBe(true);
    await page.getByLabel('Trades a day').fill('5');
    await page.getByLabel('Least confidence').fill('65');
    await page.getByText(/Least confidence: 60 % → 65 %/).waitFor();
    expect(await save.isDisabled()).toBe(true);
    await page.getByLabel('Why do you change it?').fill('smaller while I travel');
    await save.click();
    await page.getByText(`Version ${before.version + 1} is in force.`).waitFor();
    expect((await read('trade_limits')).value).toMatchObject({ max_daily_trades: 5, min_confidence: 0.65 });
    await page.close();
  });

  test('what somebody else saved meanwhile is shown beside yours, and both can be kept', async () => {
    const before = await read('risk_controls');
    const { page } = await desk.open({ path: '/rules/risk_controls' });
    await page.getByLabel('At risk in all').fill('4');
    await page.getByLabel('Stop where none is planned').fill('-8');
    await page.getByLabel('Why do you change it?').fill('less');
    const theirs = { ...before.value, max_portfolio_risk: 0.03, max_single_position_risk: 0.01 };
    expect((await put(before, theirs)).status).toBe(200);
    await page.getByRole('button', { name: /^Save as version/ }).click();
    await page.getByText('Yours is not saved.').waitFor();
    expect((await read('risk_controls')).value).toEqual(theirs);
    await page.getByText('both changed it').waitFor();
    await page.getByRole('button', { name: /^Go on from theirs/ }).click();
    await page.getByText(/Stop where none is planned: .* → -8 %/).waitFor();
    await page.getByLabel('Why do you change it?').fill('less');
    await page.getByRole('button', { name: `Save as version ${before.version + 2}` }).click();
    await page.getByText(`Version ${before.version + 2} is in force.`).waitFor();
    const { value } = await read('risk_controls');
    expect([valueAt(value, 'default_stop_loss_pct'), valueAt(value, 'max_portfolio_risk')]).toEqual([-0.08, 0.03]);
    await page.close();
  });

  test('what only the company can judge is said beside the field', async () => {
    const { page } = await desk.open({ path: '/rules/company' });
    await page.getByLabel('Time zone').fill('Nowhere/Land');
    await page.getByLabel('Why do you change it?').fill('a try');
    await page.getByRole('button', { name: /^Save as version/ }).click();
    await page.locator('#field-timezone-says', { hasText: 'time zone' }).waitFor();
    await page.close();
  });

  test('who may only read sees every value and nothing to press', async () => {
    const { page } = await desk.open({ path: '/rules/trade_limits', key: desk.api.keys.viewer });
    await page.getByText('Your key reads; a change needs an operator.').waitFor();
    await page.getByText('proactive_scan_signals').waitFor();
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
    expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0);
    await page.close();
  });

  test('a token is locked and the lock is lifted, a trigger is turned off', async () => {
    const { page } = await desk.open({ path: '/rules' });
    await page.getByLabel('Token (none: all purchases)').fill('BONK');
    await page.getByRole('form', { name: 'Lock' }).getByLabel('Why').fill('news');
    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await page.getByRole('button', { name: 'Lift the lock of BONK' }).click();
    await page.getByRole('button', { name: 'Lift the lock of BONK' }).waitFor({ state: 'detached' });
    expect((await desk.api.ask('GET /api/locks')).body.items.map(({ symbol }: { symbol: string }) => symbol)).toEqual([
      'WIF',
    ]);
    await page.getByRole('button', { name: 'Turn off proactive_scan_signals' }).click();
    await page.getByRole('button', { name: 'Turn on proactive_scan_signals' }).waitFor();
    expect((await desk.api.ask('GET /api/triggers/proactive_scan_signals')).body.enabled).toBe(false);
    await page.close();
  });
});
