import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk, program, signIn, type TestDesk } from './open-desk.ts';

describe.skipIf(program === null)('the pages in a browser', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk?.close());

  const tradeId = async () => (await desk.api.ask('GET /api/positions?status=closed')).body.items[0].id;
  const proposalId = async () => (await desk.api.ask('GET /api/positions?status=open')).body.items[0].entryProposalId;

  /** What breaks the rules of WCAG 2.2 AA and best practice. */
  async function faultsOf(page: Page): Promise<readonly string[]> {
    await page.evaluate(axe.source);
    const found = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
    return (found as AxeResult).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  const pages = [
    ['the desk', async () => '/', 'BONK'],
    ['a trade', async () => `/trades/${await tradeId()}`, 'Learned'],
    ['a proposal', async () => `/proposals/${await proposalId()}`, 'Limits'],
  ] as const;

  test.each(pages.flatMap((one) => [1280, 390].map((width) => [one[0], width, one] as const)))(
    '%s at %d is readable for everybody, light and dark, asks nobody else and complains of nothing',
    async (...told) => {
      const [, width, [, path, there]] = told;
      const { page, complaints, asked } = await desk.open({ path: await path(), width });
      await page.getByText(there).first().waitFor();
      await page.locator('.frame:not(.skeleton)').first().waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await faultsOf(page)).toEqual([]);
      }
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect([complaints, [...asked]]).toEqual([[], [desk.api.url]]);
      await page.close();
    },
  );

  test('a wrong key is refused over the page, and with the right one the page goes on where it was', async () => {
    const { page } = await desk.open({ path: await pages[1][1](), key: 'wrong' });
    await page.getByRole('alert').getByText('not known here').waitFor();
    await signIn(page, desk.api.keys.viewer);
    await page.getByText('Learned').waitFor();
    expect(page.url()).toContain('/trades/');
    await page.close();
  });

  test('one click on what is held leads to why it was bought', async () => {
    const { page } = await desk.open();
    await page.getByRole('table').getByRole('link', { name: 'BONK' }).click();
    await page.getByText('the last hour traded 3.0 times the usual volume').waitFor();
    await page.close();
  });
});

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}
