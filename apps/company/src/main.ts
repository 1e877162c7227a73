import { loadConfig } from '@atc/core/kernel/config';
import { StartError } from '@atc/core/kernel/errors';
import picocolors from 'picocolors';
import { type Company, openCompany } from './open-company.ts';

const color = picocolors.isColorSupported;
const columns = () => (process.stdout.isTTY ? process.stdout.columns : undefined);
// Whoever read along has gone: said where it is decided what then.
process.stdout.on('error', () => undefined);
const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const attendant = process.stdin.isTTY ? process.stdin : undefined;
  const company = await openCompany({ config: loadConfig(), color, columns, say, tell: say, attendant });
  printBanner(company);
  await untilTold(company);
  // Paper waits with its market; real money does not.
  if (company.tradingMode === 'live') for (const line of await company.whatStays()) say(line);
  await company.close();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`The company cannot start: ${error.message}\n`);
  process.exitCode = 1;
}

function printBanner({ url, freshKey, isNewWorld, queueBackend, now, tradingMode }: Company): void {
  say('');
  say(`The desk is open at ${url}   (docs ${url}/docs, queues ${url}/admin/queues)`);
  say(
    `Queues run on ${queueBackend === 'redis' ? 'Redis' : 'PostgreSQL'}; company time is ${now.toISOString()}; ${tradingMode === 'live' ? 'REAL MONEY' : 'paper money only'}.`,
  );
  if (freshKey) say(`Your operator key, shown this once: ${freshKey}`);
  say(
    isNewWorld
      ? 'A new company opens. Ctrl-C stops it; starting again goes on where it stopped.'
      : 'The company goes on where it stopped.',
  );
  say('');
}

/** Settles at the first SIGINT or SIGTERM, when the pipe that it writes to is closed, and when a recording has been played to its end where nobody is there to look at what came of it. */
async function untilTold({ ended }: Company): Promise<void> {
  let stop: (why: string) => void = () => undefined;
  const told = new Promise<string>((done) => {
    stop = done;
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop('Stopping: current work ends first'));
  process.stdout.once('error', () => stop('Nobody reads along any more'));
  ended.then(
    () =>
      process.stdout.isTTY
        ? say('\nThe recording has been played to its end. The desk stays open to look at; Ctrl-C stops it.')
        : stop('The recording has been played to its end'),
    () => undefined,
  );
  say(`\n${await told}`);
}
