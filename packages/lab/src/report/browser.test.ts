import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findBrowser, openBrowser } from '@atc/api/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeReport, reportPage } from './index.ts';
import { drawFacts } from './testing/draw-facts.ts';

// biome-ignore lint/style/noProcessEnv: where this machine keeps its programs
const program = findBrowser(process.env.PATH ?? '');

const HOSTILE = [
  '<script>document.title="owned"</script>',
  '"><img src=x onerror="document.title=1">',
  "' style='position:fixed",
  '</style></table><h1>gone</h1>',
  '&lt;b&gt;',
];

describe.skipIf(program === null)('a report in a browser', () => {
  let folder: string;
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'report-'));
    browser = await openBrowser(program ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  interface Reader {
    readonly width: number;
    readonly colorScheme: 'light' | 'dark';
    readonly name?: string;
    readonly tokens?: readonly string[];
  }

  /** The report of a drawn run, opened from the disk; what it loads or complains of is written down. */
  async function opened({ width, colorScheme, ...drawn }: Reader): Promise<{ page: Page; heard: string[] }> {
    const file = join(folder, `${width}-${colorScheme}-${drawn.name?.length ?? 0}.html`);
    await writeFile(file, reportPage(makeReport(drawFacts(drawn))));
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    const heard: string[] = [];
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('request', (request) => heard.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, heard: heard.filter((one) => !one.startsWith('file:') && !one.startsWith('data:')) };
  }

  test('names from outside are read as text and do nothing', async () => {
    const { page, heard } = await opened({ width: 1000, colorScheme: 'light', name: HOSTILE[0], tokens: HOSTILE });
    expect(heard).toEqual([]);
    expect(await page.title()).toBe(`${HOSTILE[0]}, 2025-01-02 to 2025-04-02`);
    expect(await page.locator('script, img, [onerror], [style*=fixed]').count()).toBe(0);
    expect(await page.locator('h1').allTextContents()).toHaveLength(1);
    const rows = await page.locator('table', { hasText: 'By token' }).locator('tbody th').allTextContents();
    expect(rows.toSorted()).toEqual(HOSTILE.map((name) => name.replaceAll('_', ' ')).toSorted());
    await page.close();
  });

  test.each(['light', 'dark'] as const)(
    'words stand out from the ground at least 4.5 to 1 when it is %s',
    async (colorScheme) => {
      const { page } = await opened({ width: 1000, colorScheme });
      const ratios = await page.evaluate(`(() => {
      const light = (colour) => {
        const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
          .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
      };
      const ground = light(getComputedStyle(document.body).backgroundColor);
      const ratio = (other) => (Math.max(ground, other) + 0.05) / (Math.min(ground, other) + 0.05);
      const words = [...document.querySelectorAll('h1, p, td, th, caption, li, .plot span, td span')];
      const lines = [...document.querySelectorAll('path.run, path.hold, path.placebo, path.cash')];
      return {
        words: Math.min(...words.map((one) => ratio(light(getComputedStyle(one).color)))),
        lines: Math.min(...lines.map((one) => ratio(light(getComputedStyle(one).stroke)))),
        isDark: ground < 0.1,
      };
    })()`);
      const { words, lines, isDark } = ratios as { words: number; lines: number; isDark: boolean };
      expect(isDark).toBe(colorScheme === 'dark');
      expect(words).toBeGreaterThan(4.5);
      expect(lines).toBeGreaterThan(3);
      await page.close();
    },
  );

  test('on a phone the page is as wide as the screen, and what is wider scrolls by itself, by keys too', async () => {
    const { page } = await opened({ width: 360, colorScheme: 'light' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    const wide = page.getByRole('region', { name: /^Returns/ });
    await wide.focus();
    await page.keyboard.press('ArrowRight');
    const scrolled = () => wide.evaluate((one) => one.scrollLeft);
    await expect.poll(scrolled, { timeout: 20_000 }).toBeGreaterThan(0);
    const sizes = await page
      .locator('.plot span')
      .evaluateAll((all) =>
        all.map((one) => Number.parseFloat(one.ownerDocument.defaultView?.getComputedStyle(one).fontSize ?? '0')),
      );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
    await page.close();
  });

  test('who sees no drawing hears what it shows, and every table has a name and headings', async () => {
    const { page } = await opened({ width: 1000, colorScheme: 'light' });
    const drawings = await page.getByRole('img').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(drawings).toEqual([
      expect.stringMatching(/^Equity at the end: run [+−]\S+ %, hold −\S+ %, cash \+0\.0 %, placebo/),
      expect.stringMatching(/^Deepest fall: run −/),
    ]);
    const tables = await page.locator('table').count();
    expect(tables).toBeGreaterThan(10);
    expect(await page.locator('table > caption').count()).toBe(tables);
    expect(await page.locator('table > thead th[scope=col]').count()).toBeGreaterThan(tables);
    expect(await page.locator('tbody tr').count()).toBe(await page.locator('tbody th[scope=row]').count());
    await page.close();
  });

  test('every line of the curves lies within its drawing', async () => {
    const { page } = await opened({ width: 1000, colorScheme: 'light' });
    const outside = await page
      .locator('.plot path')
      .evaluateAll((all) =>
        all.flatMap((one) => [...(one.getAttribute('d') ?? '').matchAll(/-?[\d.]+/g)].map(([place]) => Number(place))),
      );
    expect(Math.min(...outside)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...outside)).toBeLessThanOrEqual(1000);
    await page.close();
  });
});
