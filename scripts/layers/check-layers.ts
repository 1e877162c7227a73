import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { faultsOf, faultsOfTree, type SourceFile } from './faults.ts';

// Checks who imports whom, who speaks to the database, and the shape of the tree; see law.ts.
const root = fileURLToPath(new URL('../..', import.meta.url));
const files: SourceFile[] = [];
for await (const path of glob(['{apps,packages}/*/src/**/*.ts'], {
  cwd: root,
  exclude: (name) => /(^|\/)(node_modules|generated)$/.test(name),
})) {
  files.push({ path: path.replaceAll('\\', '/'), text: await readFile(`${root}/${path}`, 'utf8') });
}
const faults = [
  ...files.flatMap((file) => faultsOf(file).map((fault) => `${file.path} ${fault}`)),
  ...faultsOfTree(files),
];
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`${files.length} files, ${faults.length} faults against the layer law\n`);
if (faults.length > 0 || files.length === 0) process.exitCode = 1;
