import { writeFile } from 'node:fs/promises';
import { pages } from './pages.ts';

// Writes the pages of the manual that come from code. A test fails while a stored page differs.
const root = new URL('../../', import.meta.url);
for (const [path, text] of Object.entries(pages)) {
  await writeFile(new URL(path, root), text());
  process.stdout.write(`${path} is written\n`);
}
