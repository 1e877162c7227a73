import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { OpenPage } from './open-desk.ts';

interface Seen {
  readonly path: string;
  /** What is there once the page has read what it shows. */
  readonly there: string;
}

/**
 * Expects of a page, wide and narrow, light and dark: nothing against WCAG 2.2 AA and best practice, no sideways
 * scroll, no complaint, and nothing asked of another server.
 */
export async function expectReadable(
  { page, complaints, asked }: OpenPage,
  url: string,
  { path, there }: Seen,
): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 820 });
  await page.goto(url + path);
  await page.locator(there).first().waitFor();
  await page.evaluate(axe.source);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 820 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect([width, colorScheme, ...(await faultsOf(page))]).toEqual([width, colorScheme]);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  }
  expect([complaints, [...asked]]).toEqual([[], [url]]);
}

async function faultsOf(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  return (found as AxeResult).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}
