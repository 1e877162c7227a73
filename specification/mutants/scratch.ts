import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readlink, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Code that is made on this machine and is no file of the repository. */
const MADE = 'packages/core/src/kernel/db/generated';

/** Copies a checkout, changes that are not committed included, to a temporary folder that shares its dependencies. */
export async function copyCheckout(root: string): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'mutants-'));
  for (const file of await filesOf(root)) {
    await mkdir(dirname(join(scratch, file)), { recursive: true });
    await cp(join(root, file), join(scratch, file), { recursive: true, verbatimSymlinks: true });
  }
  await cp(join(root, MADE), join(scratch, MADE), { recursive: true });
  await linkModules(root, scratch);
  return scratch;
}

async function filesOf(root: string): Promise<readonly string[]> {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { stdout } = await promisify(execFile)('git', list, { cwd: root, maxBuffer: 1e8 });
  const deleted = await promisify(execFile)('git', ['ls-files', '--deleted', '-z'], { cwd: root });
  const gone = new Set(deleted.stdout.split('\0'));
  return stdout.split('\0').filter((file) => file !== '' && !gone.has(file));
}

/** The copy has its own packages; everything else is that of the checkout. */
export async function linkModules(root: string, scratch: string): Promise<void> {
  const [from, to] = [join(root, 'node_modules'), join(scratch, 'node_modules')];
  await mkdir(join(to, '@atc'), { recursive: true });
  for (const name of await readdir(from))
    if (name !== '@atc' && name !== '.cache') await symlink(join(from, name), join(to, name));
  for (const name of await readdir(join(from, '@atc')))
    await symlink(await readlink(join(from, '@atc', name)), join(to, '@atc', name));
  for (const home of ['apps', 'packages'])
    for (const name of await readdir(join(scratch, home)).catch(() => []))
      await linkOwn(join(root, home, name), join(scratch, home, name));
}

async function linkOwn(from: string, to: string): Promise<void> {
  const own = (await readdir(from)).includes('node_modules');
  if (own) await symlink(join(from, 'node_modules'), join(to, 'node_modules'));
}
