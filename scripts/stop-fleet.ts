import { loadConfig } from '@atc/core/kernel/config';
import { openStack } from '@atc/stack/launcher';
import { venues } from '@atc/venues/registry';
import { processNames } from '@atc/workers/fleet';
import { refuseStrangers } from './fleet/strangers.ts';
import { runCommand } from './run-command.ts';
import { orExplain, say } from './with-stack.ts';

// Stops every process of the fleet, then the private servers unless somebody else uses them.
await orExplain(async () => {
  await refuseStrangers(['api', 'servers', ...processNames], process.cwd());
  await runCommand('pm2', ['delete', 'pm2.config.js'], {}).catch(() => say('no process of the fleet was running'));
  const stack = await openStack({ ...loadConfig(venues), say });
  await stack.close();
  say('the fleet is stopped');
});
