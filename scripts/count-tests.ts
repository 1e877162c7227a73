import { readFile } from 'node:fs/promises';

// Prints `N passed, N failed` over the reports of several test runs. A failed check counts as one failure, and so does
// a run that reported nothing, a suite that could not be loaded, or no test at all.
const [checks = '1', ...reports] = process.argv.slice(2);
let passed = 0;
let failed = Number(checks);
for (const path of reports) {
  const report: unknown = JSON.parse(await readFile(path, 'utf8').catch(() => 'null'));
  const count = (name: string) =>
    report && typeof report === 'object' && name in report ? Number(Reflect.get(report, name)) : 0;
  const broken = count('success') === 1 || count('numFailedTests') > 0 ? 0 : 1;
  passed += count('numPassedTests');
  failed += count('numFailedTests') + broken + (count('numPassedTests') === 0 ? 1 : 0);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
if (failed > 0 || passed === 0) process.exitCode = 1;
