import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of this machine, or null where none is installed. */
export function findBrowser(path: string): string | null {
  return (
    path
      .split(delimiter)
      .flatMap((folder) => names.map((name) => join(folder, name)))
      .find(existsSync) ?? null
  );
}

/** Starts a browser without a window. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
