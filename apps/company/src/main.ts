import { loadConfig } from '@atc/core/kernel/config';
import { hearEnd } from '@atc/core/kernel/ending';
import { errorText, exitCodeOf, StartError } from '@atc/core/kernel/errors';
import { venues } from '@atc/venues/registry';
import picocolors from 'picocolors';
import { bannerOf } from './banner.ts';
import type { Company } from './company.ts';
import { openCompany } from './open-company.ts';
import { readStart } from './start-arguments.ts';

const end = hearEnd();

const color = picocolors.isColorSupported;
const columns = () => (process.stdout.isTTY ? process.stdout.columns : undefined);
const say = (line: string) => process.stdout.write(`${line}\n`);
end.addEventListener('abort', () => say('\nStopping: current work ends first'));
// The terminal of whoever attends the desk may go away; attendance sees to it.
if (process.stdin.isTTY) process.stdin.on('error', () => undefined);

try {
  const attendant = process.stdin.isTTY ? process.stdin : undefined;
  const company = await openCompany({
    config: loadConfig(venues),
    ...readStart(process.argv.slice(2)),
    ...{ color, columns, say, tell: say, attendant, end },
  });
  if (!end.aborted) printBanner(company);
  const lost = await untilTold(company);
  // Paper waits with its market; real money does not.
  if (company.tradingMode === 'live' && !lost) for (const line of await company.whatStays()) say(line);
  // What needed the lost server cannot be closed in order: the next start makes up for it.
  await company.close().catch((error: unknown) => {
    if (!lost) throw error;
    say(`Not all could be closed in order: ${errorText(error)}`);
  });
  if (lost) fail(`The company has ended: ${lost.message}`, 1);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  if (error !== end.reason) fail(`The company cannot start: ${error.message}`, exitCodeOf(error));
}

function fail(line: string, code: number): void {
  process.stderr.write(`${line}\n`);
  process.exitCode = code;
}

function printBanner(company: Company): void {
  for (const line of ['', ...bannerOf(company, new Date()), '']) say(line);
}

/**
 * Settles when the process is told to end, when the pipe that it writes to is closed, when a recording has been played
 * to its end where nobody is there to look at what came of it, and, with the reason, when a private server is lost.
 */
async function untilTold({ ended, lost }: Company): Promise<StartError | null> {
  const { promise: told, resolve: stop } = Promise.withResolvers<StartError | null>();
  const why = (line: string) => {
    say(`\n${line}`);
    stop(null);
  };
  if (end.aborted) stop(null);
  end.addEventListener('abort', () => stop(null));
  process.stdout.once('error', () => why('Nobody reads along any more'));
  ended.then(
    () =>
      process.stdout.isTTY
        ? say('\nThe recording has been played to its end. The desk stays open to look at; Ctrl-C stops it.')
        : why('The recording has been played to its end'),
    () => undefined,
  );
  lost.then(stop, () => undefined);
  return told;
}
