// Makes a fresh checkout ready to run: installs what package-lock.json names and generates the database client.
// Runs before every npm command, on whatever Node the machine has, so it uses built-in modules only.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
// npm writes the two lock files of one installation in either order.
const SAME_MOMENT_MS = 5000;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const installed = join(root, 'node_modules', '.package-lock.json');
const lock = join(root, 'package-lock.json');
const client = join(root, 'packages', 'core', 'src', 'kernel', 'db', 'generated', 'client.ts');
const schema = join(root, 'prisma', 'schema.prisma');

process.exitCode = main();

function main() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE)
    return refuse(`Node ${OLDEST_NODE} or newer is needed to install; this is ${process.version}`);
  if (isOlder(installed, lock, SAME_MOMENT_MS)) {
    const status = step('installing packages (once, about a minute)', 'npm', [
      'ci',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]);
    if (status !== 0) return refuse('the packages could not be installed; see above');
    touch(installed);
  }
  if (isOlder(client, schema)) {
    const status = step('generating the database client', process.execPath, [
      join(root, 'node_modules', 'prisma', 'build', 'index.js'),
      'generate',
    ]);
    if (status !== 0) return refuse('the database client could not be generated; see above');
    touch(client);
  }
  return 0;
}

function isOlder(made, source, toleranceMs = 0) {
  return !existsSync(made) || statSync(made).mtimeMs + toleranceMs < statSync(source).mtimeMs;
}

// What was made may keep an older date than its source when there was nothing to change.
function touch(path) {
  if (existsSync(path)) utimesSync(path, new Date(), new Date());
}

function step(title, command, args) {
  const began = Date.now();
  process.stdout.write(`${title} …\n`);
  // The generator never calls the engine that it would download: any program in its place stops the attempt.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    NO_UPDATE_NOTIFIER: '1',
  };
  const quiet = command === process.execPath;
  const { status, stderr, stdout } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: quiet ? 'pipe' : 'inherit',
    shell: process.platform === 'win32' && !quiet,
    encoding: 'utf8',
  });
  if (quiet && status !== 0) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  process.stdout.write(status === 0 ? `${title}: done in ${((Date.now() - began) / 1000).toFixed(1)} s\n` : '');
  return status ?? 1;
}

function refuse(reason) {
  process.stderr.write(`Cannot start: ${reason}\n`);
  return 1;
}
