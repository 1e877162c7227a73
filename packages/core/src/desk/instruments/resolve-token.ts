import type { Db } from '../../kernel/db/index.ts';
import { plainText } from '../../kernel/text/index.ts';
import { chooseInstrument, type TokenResolution } from './instrument.ts';
import { findByToken } from './store.ts';

const MAX_TOKEN = 64;

/**
 * The one listed instrument that a written token means, or why there is none. Text is normalised first; a symbol alone
 * is never a guess between two.
 */
export async function resolveToken(db: Db, text: string, universe: readonly string[]): Promise<TokenResolution> {
  const token = text.normalize('NFKC').trim();
  if (token === '' || token !== plainText(token, MAX_TOKEN)) return { refusal: 'unknown_token' };
  const candidates = await findByToken(db, token);
  const upper = token.toUpperCase();
  return chooseInstrument(
    candidates.some((candidate) => candidate.contract === upper) ? upper : token,
    candidates,
    universe,
  );
}
