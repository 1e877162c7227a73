import { sendAlarm } from '@atc/core/company/notifications';
import { loadConfig } from '@atc/core/kernel/config';
import { hearEnd, untilEnd } from '@atc/core/kernel/ending';
import { StartError } from '@atc/core/kernel/errors';
import { openLog } from '@atc/core/kernel/log';
import { openStack } from '@atc/stack/launcher';
import { venues } from '@atc/venues/registry';

const end = hearEnd();

try {
  await lookAfterServers();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  if (error !== end.reason) fail(error);
}

/**
 * The process of the fleet that looks after its private servers: what ends is started again on its own address. Told to
 * end, it leaves them running for the others; with a server that cannot be brought back it fails, and pm2 starts it
 * anew.
 */
async function lookAfterServers(): Promise<void> {
  const config = loadConfig(venues);
  const log = openLog(config, { process: 'servers' });
  const stack = await openStack({ ...config, say: (line) => log.info(line), signal: end });
  log.info({ servers: stack.ours }, 'looking after the private servers');
  process.send?.('ready');
  const lost = stack.ours.length > 0 ? await Promise.race([stack.lost, untilEnd(end)]) : null;
  await stack.keep();
  if (!lost) return;
  const text = `${lost.message}. The fleet cannot work without it; another try follows.`;
  await sendAlarm({ config, log }, { cause: 'servers.lost', title: 'The company has lost a server of its own', text });
  fail(lost);
}

function fail(error: StartError): void {
  process.stderr.write(`The servers cannot be looked after: ${error.message}\n`);
  process.exitCode = 1;
}
