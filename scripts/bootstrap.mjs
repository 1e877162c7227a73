// Makes a fresh checkout ready to run: installs what package-lock.json names, generates the database client and builds
// the pages.
// Runs before every npm command, on whatever Node the machine has, so it uses built-in modules only.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const TICK_MS = 1000;
// npm writes the two lock files of one installation in either order.
const SAME_MOMENT_MS = 5000;
const NPM_FLAGS = ['--no-audit', '--no-fund', '--loglevel=error'];
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const installed = join(root, 'node_modules', '.package-lock.json');
const lock = join(root, 'package-lock.json');
const client = join(root, 'packages', 'core', 'src', 'kernel', 'db', 'generated', 'client.ts');
const schema = join(root, 'prisma', 'schema.prisma');
const web = join(root, 'apps', 'web');
const pages = join(web, 'dist', 'index.html');

process.exitCode = await main();

async function main() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE)
    return refuse(`Node ${OLDEST_NODE} or newer is needed to install; this is ${process.version}`);
  if (isOlder(installed, lock, SAME_MOMENT_MS)) {
    const { status, output } = await step('installing packages (once, about a minute)', install);
    if (status !== 0) return refuse(`the packages could not be installed\n${output}`);
    touch(installed);
  }
  if (isOlder(client, schema)) {
    const { status, output } = await step('generating the database client', generate);
    if (status !== 0) return refuse(`the database client could not be generated\n${output}`);
    touch(client);
  }
  if (pageSources().some((source) => isOlder(pages, source))) {
    const { status, output } = await step('building the pages', build);
    // A desk without them has its plain page.
    if (status !== 0) process.stderr.write(`${output}\nThe pages are not built: the plain page is served instead\n`);
  }
  return 0;
}

function install() {
  return run('npm', ['ci', ...NPM_FLAGS]);
}

function generate() {
  return run(process.execPath, [join(root, 'node_modules', 'prisma', 'build', 'index.js'), 'generate']);
}

function pageSources() {
  const inside = ['src', 'public'].flatMap((folder) =>
    readdirSync(join(web, folder), { recursive: true }).map((name) => join(web, folder, name)),
  );
  return [...inside, installed, ...['index.html', 'build.ts', 'package.json'].map((name) => join(web, name))];
}

function build() {
  // The Node that the project brings: the machine's own may be too old for the tools.
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return run(existsSync(own) ? own : process.execPath, [join(web, 'build.ts')]);
}

function isOlder(made, source, toleranceMs = 0) {
  return !existsSync(made) || statSync(made).mtimeMs + toleranceMs < statSync(source).mtimeMs;
}

// What was made may keep an older date than its source when there was nothing to change.
function touch(path) {
  if (existsSync(path)) utimesSync(path, new Date(), new Date());
}

async function step(title, work) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const line = (text) => process.stdout.write(process.stdout.isTTY ? `\r${text}` : `${text}\n`);
  line(`${title} …`);
  const ticker = process.stdout.isTTY ? setInterval(() => line(`${title} … ${seconds()} s`), TICK_MS) : undefined;
  const result = await work();
  clearInterval(ticker);
  line(result.status === 0 ? `${title}: done in ${seconds()} s` : `${title}: failed`);
  if (process.stdout.isTTY) process.stdout.write('\n');
  return result;
}

function run(command, args) {
  // The generator never calls the engine that it would download: any program in its place stops the attempt.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' };
  const shell = process.platform === 'win32' && command === 'npm';
  return new Promise((tell) => {
    const child = spawn(command, args, { cwd: root, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => tell({ status: 1, output: error.message }));
    child.once('close', (status) => tell({ status: status ?? 1, output: output.trim() }));
  });
}

function refuse(reason) {
  process.stderr.write(`Cannot start: ${reason}\n`);
  return 1;
}
