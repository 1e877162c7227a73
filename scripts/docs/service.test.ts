import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const HOME = '/opt/autonomous-trading-company';
const NAME = 'autonomous-trading-company.service';
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const unit = await readFile(join(root, 'ops', NAME), 'utf8');

/** The value of a setting, with this project in the place of the installed one. */
function setting(name: string): string {
  const [, value = ''] = new RegExp(`^${name}=(.*)$`, 'm').exec(unit) ?? [];
  return value.replaceAll(HOME, root);
}

const [program = '', ...args] = setting('ExecStart').split(' ');

test('the service runs what `npm start` runs, on the Node of the project', async () => {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  expect(`node ${args.join(' ')}`).toBe(scripts.start);
  expect(program).toBe(join(root, 'node_modules/.bin/node'));
  expect(existsSync(program)).toBe(true);
});

test('the service works in the folder of the project, whose files it names', () => {
  expect(setting('WorkingDirectory')).toBe(root);
  const files = args.filter((arg) => /\.(ts|mjs)$/.test(arg));
  expect(files.length).toBe(2);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  expect(existsSync(setting('Documentation').replace('file://', ''))).toBe(true);
});

test('what starting again does not mend is not started again, and the end is told to the company only', async () => {
  expect(setting('Restart')).toBe('on-failure');
  expect(setting('KillMode')).toBe('mixed');
  const child = spawn(program, args, { cwd: root, env: { PORT: 'eighty', PATH: process.env.PATH }, stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  expect(setting('RestartPreventExitStatus').split(' ')).toContain(String(code));
});

const analyze = '/usr/bin/systemd-analyze';

test.runIf(existsSync(analyze))('systemd finds nothing wrong with the service', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'company-unit-'));
  try {
    await writeFile(join(folder, NAME), unit.replaceAll(HOME, root));
    const { stdout, stderr } = await promisify(execFile)(analyze, ['verify', '--man=no', join(folder, NAME)]);
    expect(`${stdout}${stderr}`).not.toContain(NAME);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
