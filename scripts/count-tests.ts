import { readFile } from 'node:fs/promises';

// Prints what failed in the reports of several test runs, each with the beginning of its reason, and last the line
// `N passed, N failed`. A failed check counts as one failure, and so does a run that reported nothing, a suite that
// could not be loaded, or no test at all.

interface Test {
  fullName: string;
  status: string;
  failureMessages: string[];
}
interface Report {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; message: string; assertionResults: Test[] }[];
}

const REASON_LINES = 12;

const [checks = '1', ...paths] = process.argv.slice(2);
let passed = 0;
let failed = Number(checks);
for (const path of paths) {
  const report = await readReport(path);
  const broken = report?.success || (report?.numFailedTests ?? 0) > 0 ? 0 : 1;
  passed += report?.numPassedTests ?? 0;
  failed += (report?.numFailedTests ?? 0) + broken + (report?.numPassedTests ? 0 : 1);
  process.stdout.write(report ? failuresOf(report) : `FAILED ${path}: no report\n`);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
if (failed > 0 || passed === 0) process.exitCode = 1;

async function readReport(path: string): Promise<Report | null> {
  return JSON.parse(await readFile(path, 'utf8').catch(() => 'null'));
}

function failuresOf(report: Report): string {
  const failures = report.testResults.flatMap((file) => {
    const tests = file.assertionResults.filter((test) => test.status === 'failed');
    if (file.status === 'failed' && tests.length === 0) return [told(file.name, file.message)];
    return tests.map((test) => told(`${file.name} > ${test.fullName}`, test.failureMessages.join('\n')));
  });
  return failures.join('');
}

function told(what: string, why: string): string {
  return `FAILED ${what}\n${why.split('\n').slice(0, REASON_LINES).join('\n')}\n`;
}
