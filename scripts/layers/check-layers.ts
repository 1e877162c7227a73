import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { drawingFaults } from './arrows.ts';
import { cyclesOf } from './cycles.ts';
import { borderFaults, faultsOf, faultsOfTree } from './faults.ts';
import { isTest } from './law.ts';
import { handmadeFaults, widthFaults } from './lines.ts';
import type { SourceFile } from './source-file.ts';
import { nameFaults, twinFaults, venueNamesOf } from './venue-names.ts';

// Checks who imports whom, who speaks to the database, who names a venue, and the shape of the tree; see law.ts.
const root = fileURLToPath(new URL('../..', import.meta.url));

async function read(patterns: readonly string[]): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  const exclude = (name: string) => /(^|\/)(node_modules|generated)$/.test(name);
  for await (const path of glob([...patterns], { cwd: root, exclude }))
    files.push({ path: path.replaceAll('\\', '/'), text: await readFile(`${root}/${path}`, 'utf8') });
  return files;
}

const house = await read(['{apps,packages}/*/src/**/*.{ts,tsx}']);
const around = await read([
  '{scripts,chaos,bench,faults,specification,prisma}/**/*.{ts,mjs}',
  'prisma/schema.prisma',
  '*.{ts,js}',
]);
const assets = await read(['apps/*/src/**/*.{js,css,html}']);
const prose = await read(['*.md', '{docs,apps,packages}/**/*.md', '.env.example', 'prisma/*.sql']);
const code = [...house, ...around.filter(({ path }) => /\.(tsx?|mjs)$/.test(path))];
const names = venueNamesOf(house);
const faults = [
  ...house.flatMap((file) => [...faultsOf(file), ...twinFaults(file, names)].map((fault) => `${file.path} ${fault}`)),
  ...[...house, ...around, ...assets].flatMap((file) =>
    nameFaults(file, names).map((fault) => `${file.path} ${fault}`),
  ),
  ...code.flatMap((file) => borderFaults(file).map((fault) => `${file.path} ${fault}`)),
  ...cyclesOf(code.filter(({ path }) => !isTest(path))),
  ...faultsOfTree(house),
  ...drawingFaults(house),
  ...[...house, ...around, ...assets, ...prose].flatMap(widthFaults),
  ...code.flatMap(handmadeFaults),
];
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`${house.length} files, ${faults.length} faults against the layer law\n`);
if (faults.length > 0 || house.length === 0 || names.length === 0) process.exitCode = 1;
