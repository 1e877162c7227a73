import { randomBytes } from 'node:crypto';
import type { Db } from '@atc/core/kernel/db';
import { hashKey } from '../key.ts';
import { isLoopback } from './loopback.ts';
import { insertEntry } from './store.ts';

const TOKEN_BYTES = 16;

/** What the token of an entry link looks like. */
export const ENTRY_TOKEN = /^[\w-]{22}$/;

/**
 * Makes a link that signs in as the operator once, within ten minutes, on this machine alone; only its hash is kept.
 * Null where the desk is not opened on this machine's own address, or no operator's key is in force.
 */
export async function mintEntry(db: Db, deskUrl: string): Promise<string | null> {
  if (!isLoopback(new URL(deskUrl).hostname)) return null;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return (await insertEntry(db, hashKey(token))) ? `${deskUrl}/enter/${token}` : null;
}
