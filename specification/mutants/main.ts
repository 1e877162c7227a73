import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { mutants } from './list/index.ts';
import { reportOf, survivorsOf } from './report.ts';
import { runMutants } from './run-mutants.ts';
import { copyCheckout } from './scratch.ts';

// npm run test:mutants [-- chapter …]: changes each constant of the specification in a copy of this checkout,
// one after the other, and ends with code 1 when the tests of its chapter do not notice.
const COPIES = 2;
const root = fileURLToPath(new URL('../..', import.meta.url));
const chapters = process.argv.slice(2);
const wanted = mutants.filter(({ chapter }) => chapters.length === 0 || chapters.includes(chapter));
const copies = await Promise.all(Array.from({ length: COPIES }, () => copyCheckout(root)));
try {
  let done = 0;
  const tried = await runMutants(copies, wanted, ({ mutant, line, noticed }) => {
    done += 1;
    const fate = noticed ? 'noticed ' : 'SURVIVED';
    process.stdout.write(`${done}/${wanted.length} ${fate} ${mutant.file}:${line} ${mutant.by.split('\n')[0]}\n`);
  });
  process.stdout.write(`${reportOf(tried)}\n`);
  if (survivorsOf(tried).length > 0 || tried.length === 0) process.exitCode = 1;
} finally {
  await Promise.all(copies.map((copy) => rm(copy, { recursive: true, force: true })));
}
