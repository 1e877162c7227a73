import { createReadStream } from 'node:fs';
import { chmod, chown, type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { StartError } from '@atc/core/kernel/errors';
import type { RunAs } from '../host/index.ts';
import { type Entry, entryOf, SECTOR } from './tar-entry.ts';

/**
 * Unpacks a backup into a folder that is not there yet, owned by the user that runs PostgreSQL. Throws a `StartError`
 * when the file is no backup, was cut off or is damaged anywhere.
 */
export async function unpack(file: string, folder: string, owner: RunAs | null): Promise<void> {
  const target = new Unpacking(folder, owner);
  await target.make(folder, 0o700);
  try {
    await pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) await target.take(chunk);
    });
    target.refuseCutOff();
    await readFile(join(folder, 'PG_VERSION'));
  } catch (cause) {
    throw new StartError('bad_backup', `${file} is no whole backup: it was cut off, damaged or is something else`, {
      cause,
    });
  } finally {
    await target.close();
  }
}

/** A tar file that is being read: blocks of 512 bytes, a header before each file, two empty ones at the end. */
class Unpacking {
  private rest: Buffer = Buffer.alloc(0);
  private current: { readonly file: FileHandle | null; left: number; padding: number } | null = null;
  private ended = false;
  private readonly folder: string;
  private readonly owner: RunAs | null;

  constructor(folder: string, owner: RunAs | null) {
    this.folder = folder;
    this.owner = owner;
  }

  async take(chunk: Buffer): Promise<void> {
    this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    while (!this.ended && (this.current ? await this.content() : await this.header()));
  }

  refuseCutOff(): void {
    if (!this.ended) throw new Error('the end is missing');
  }

  async close(): Promise<void> {
    await this.current?.file?.close();
  }

  private async header(): Promise<boolean> {
    if (this.rest.length < SECTOR) return false;
    const entry = entryOf(this.rest.subarray(0, SECTOR));
    this.rest = this.rest.subarray(SECTOR);
    if (entry === null) this.ended = true;
    else await this.begin(entry);
    return true;
  }

  private async begin({ name, mode, size, kind }: Entry): Promise<void> {
    const path = join(this.folder, normalize(`/${name}`));
    await this.make(dirname(path), 0o700);
    if (kind === 'folder') await this.make(path, mode);
    const file = kind === 'file' ? await open(path, 'wx', mode) : null;
    if (file) await this.own(path);
    this.current = { file, left: size, padding: (SECTOR - (size % SECTOR)) % SECTOR };
  }

  private async content(): Promise<boolean> {
    const { current } = this;
    if (!current) return true;
    const bytes = this.rest.subarray(0, current.left);
    if (bytes.length > 0) await current.file?.writeFile(bytes);
    current.left -= bytes.length;
    this.rest = this.rest.subarray(bytes.length);
    if (current.left > 0 || this.rest.length < current.padding) return false;
    this.rest = this.rest.subarray(current.padding);
    await current.file?.close();
    this.current = null;
    return true;
  }

  async make(path: string, mode: number): Promise<void> {
    const made = await mkdir(path, { recursive: true, mode });
    if (!made) return;
    await chmod(path, mode);
    await this.own(path);
  }

  private async own(path: string): Promise<void> {
    if (this.owner) await chown(path, this.owner.uid, this.owner.gid);
  }
}
