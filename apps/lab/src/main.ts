import { loadConfig } from '@atc/core/kernel/config';
import { errorText, StartError } from '@atc/core/kernel/errors';
import { commands } from './commands.ts';

const MISUSE = 2;

const [name = '', ...rest] = process.argv.slice(2);
const run = rest.length === 0 ? commands[name] : undefined;
const fail = (line: string) => {
  process.stderr.write(`${line}\n`);
  process.exitCode = MISUSE;
};

if (!run) fail(`npm run lab -- ${Object.keys(commands).join(' | ')}`);
else {
  try {
    const { replay, seed } = loadConfig([]);
    const say = (line: string) => process.stdout.write(`${line}\n`);
    const terminal = process.stderr.isTTY ? process.stderr : null;
    await run({ wish: { seed, ...replay, say }, folder: 'lab', say, terminal });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    fail(`The lab cannot play this: ${errorText(error)}`);
  }
}
