import { VenueUnknownError } from '@atc/core/desk/venue';
import type { WebullAnswer, WebullRequest } from './request.ts';
import { accessToken } from './wire.ts';

/** Where an access token is kept, so that every process of a company uses the same and the user confirms it once. */
export interface TokenKeep {
  read(): Promise<string | null>;
  write(token: string): Promise<void>;
}

/** Keeps a token in this process only. */
export function forgetfulKeep(): TokenKeep {
  let kept: string | null = null;
  return {
    read: async () => kept,
    write: async (token) => {
      kept = token;
    },
  };
}

type Send = <T>(request: WebullRequest<T>) => Promise<WebullAnswer<T>>;

/**
 * A token in the place of one that was refused: the one that another process has got since, else the old one renewed,
 * else a new one. Throws while the user has yet to confirm it in the app.
 */
export async function freshToken(send: Send, keep: TokenKeep, refused: string | null): Promise<string> {
  const kept = await keep.read();
  if (kept !== null && kept !== refused) return kept;
  const old = kept ?? refused;
  const status = old === null ? null : (await ask(send, 'check', old)).status;
  if (status === 'PENDING') throw unconfirmed(status);
  const got = await ask(send, status === 'NORMAL' ? 'refresh' : 'create', status === 'NORMAL' ? old : null);
  await keep.write(got.token);
  if (got.status !== 'NORMAL') throw unconfirmed(got.status);
  return got.token;
}

async function ask(send: Send, what: 'create' | 'check' | 'refresh', token: string | null) {
  const path = `/openapi/auth/token/${what}`;
  const body = token === null ? {} : { token };
  const said = await send({ method: 'POST', path, body, pace: 'token', answer: accessToken });
  if (said.ok) return said.value;
  throw new VenueUnknownError(`webull gives no access token: ${said.code}`);
}

function unconfirmed(status: string): VenueUnknownError {
  return new VenueUnknownError(`webull's access token is ${status}: confirm it in the app within five minutes`);
}
