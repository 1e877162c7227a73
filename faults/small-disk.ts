import { execFile } from 'node:child_process';
import { chown, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const SIZE_MB = 160;
const BLOCK = Buffer.alloc(64 * 1024);

/** A disk of its own for the tables of one database, that can be filled to the last byte. */
export interface SmallDisk {
  readonly tablespace: string;
  fill(): Promise<void>;
  empty(): Promise<void>;
  remove(): Promise<void>;
}

/** Mounts one and makes it a tablespace of the server; null where this process may not mount anything. */
export async function makeSmallDisk(adminUrl: string): Promise<SmallDisk | null> {
  const place = await mkdtemp(join(tmpdir(), 'small-disk-'));
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', place]).catch(() => null);
  if (!mounted) {
    await rm(place, { recursive: true });
    return null;
  }
  const tablespace = `small_${process.pid}`;
  const filler = join(place, 'filler');
  await onServer(adminUrl, async (client) => {
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    const { uid, gid } = await stat(rows[0]?.data_directory ?? '');
    await run('mkdir', [join(place, 'tables')]);
    await chown(join(place, 'tables'), uid, gid);
    await client.query(`CREATE TABLESPACE ${tablespace} LOCATION '${join(place, 'tables')}'`);
  });
  return {
    tablespace,
    fill: () => fillUp(filler),
    empty: () => rm(filler, { force: true }),
    remove: async () => {
      await onServer(adminUrl, (client) => client.query(`DROP TABLESPACE ${tablespace}`));
      await run('umount', [place]);
      await rm(place, { recursive: true });
    },
  };
}

async function fillUp(path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (let block = BLOCK; block.length > 0; ) {
      const written = await file.write(block).catch(() => null);
      if (!written) block = block.subarray(0, Math.floor(block.length / 2));
    }
  } finally {
    await file.close();
  }
}

async function onServer<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await work(client).finally(() => client.end());
}
