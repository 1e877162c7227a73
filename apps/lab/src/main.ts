import { loadConfig } from '@atc/core/kernel/config';
import { errorText, StartError } from '@atc/core/kernel/errors';
import { commands } from './commands.ts';
import { optionsOf } from './options.ts';

const REFUSED = 1;
const MISUSE = 2;

const [name = '', ...rest] = process.argv.slice(2);
const load = commands[name];
const options = optionsOf(rest);
const fail = (line: string) => {
  process.stderr.write(`${line}\n`);
  process.exitCode = MISUSE;
};

if (!load) fail(`npm run lab -- ${Object.keys(commands).join(' | ')}`);
else if (typeof options === 'string') fail(options);
else {
  try {
    const { replay, seed } = loadConfig([]);
    const say = (line: string) => process.stdout.write(`${line}\n`);
    const terminal = process.stderr.isTTY ? process.stderr : null;
    const { data: dir = replay.dir, from = replay.from, to = replay.to } = options;
    const run = await load();
    const isFound = await run({ wish: { seed, dir, from, to, say }, options, folder: 'lab', say, terminal });
    if (!isFound) process.exitCode = REFUSED;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    fail(`The lab cannot play this: ${errorText(error)}`);
  }
}
