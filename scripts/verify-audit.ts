import { type AuditFault, verifySeals } from '@atc/core/company/audit';
import { loadConfig } from '@atc/core/kernel/config';
import { openDb } from '@atc/core/kernel/db';
import { StartError } from '@atc/core/kernel/errors';
import { sayCount } from '@atc/core/kernel/figures';
import { upgradeDatabase } from '@atc/stack/backup';
import { venues } from '@atc/venues/registry';
import { withStack } from './with-stack.ts';

// Reads the audit chain against every record that it seals and names the first one that was altered: exit code 1.
const config = loadConfig(venues);
await withStack(config, async ({ databaseUrl }, say) => {
  const knownHead = headOf(process.argv.slice(2));
  await upgradeDatabase(databaseUrl, { ...config, say });
  const db = openDb(databaseUrl, { connections: 3 });
  const { links, head, unsealed, fault } = await verifySeals(db, knownHead).finally(() => db.$disconnect());
  if (fault) {
    for (const line of linesOf(fault)) say(line);
    process.exitCode = 1;
    return;
  }
  say(
    `${sayCount(links, 'record is as it was sealed', 'records are as they were sealed')}; ` +
      `${unsealed} newer ones wait for their seal`,
  );
  say(`Head ${head.hash}`);
  if (knownHead === null)
    say('Keep the head: `npm run audit:verify -- --head <head>` proves later that nothing was cut');
});

function headOf(args: readonly string[]): string | null {
  if (args.length === 0) return null;
  const [flag, hash] = args;
  if (flag === '--head' && args.length === 2 && /^[0-9a-f]{64}$/.test(hash ?? '')) return hash ?? null;
  throw new StartError('bad_argument', 'usage: npm run audit:verify [-- --head <64 hex digits>]');
}

function linesOf(fault: AuditFault): readonly string[] {
  switch (fault.fault) {
    case 'altered': {
      const { sealed, now } = fault;
      const changed = Object.keys(sealed).filter((key) => JSON.stringify(sealed[key]) !== JSON.stringify(now?.[key]));
      return [
        `ALTERED: ${fault.kind} ${fault.rowId}, record ${fault.seq} of the chain`,
        ...changed.map((key) => `  ${key}: sealed ${JSON.stringify(sealed[key])}, now ${JSON.stringify(now?.[key])}`),
      ];
    }
    case 'missing':
      return [
        `MISSING: ${fault.kind} ${fault.rowId}, record ${fault.seq} of the chain, was deleted`,
        `  it was ${JSON.stringify(fault.sealed)}`,
      ];
    case 'broken':
      return [
        `BROKEN: link ${fault.seq} (${fault.kind} ${fault.rowId}) does not follow from the one ` +
          'before it: the chain itself was changed here',
      ];
    case 'slipped_in':
      return [
        `UNSEALED: ${fault.kind} ${fault.rowId} stands among sealed records without a seal: it was ` +
          'slipped in, or its seal was cut off',
      ];
    case 'cut':
      return [`CUT: no link has the head ${fault.hash}: the end of the chain was cut off and made anew`];
    default: {
      const missed: never = fault;
      return missed;
    }
  }
}
