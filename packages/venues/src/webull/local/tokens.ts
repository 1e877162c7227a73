import { HOUR_MS } from '@atc/core/kernel/time';
import { z } from 'zod';
import type { VenueReply, VenueRequest } from '../../local/index.ts';

/** The access tokens of a venue on this machine: one is good at a time. */
export interface Tokens {
  admits(token: string): boolean;
  create(): VenueReply;
  check(request: VenueRequest): VenueReply;
  refresh(request: VenueRequest): VenueReply;
  /** The user confirms every token that waits for it. */
  confirm(): void;
}

const tokenRequest = z.object({ token: z.string() });

/** Grants tokens, at once or once their user has confirmed them. */
export function openTokens({ asksUser = false }: { readonly asksUser?: boolean }): Tokens {
  const [good, pending] = [new Set<string>(), new Set<string>()];
  let given = 0;
  const grant = (waits: boolean): VenueReply => {
    given += 1;
    const token = `token-${given}`;
    good.clear();
    (waits ? pending : good).add(token);
    return told(token, waits ? 'PENDING' : 'NORMAL');
  };
  return {
    admits: (token) => good.has(token),
    create: () => grant(asksUser),
    check: (request) => {
      const token = named(request);
      return told(token, good.has(token) ? 'NORMAL' : pending.has(token) ? 'PENDING' : 'INVALID');
    },
    refresh: (request) =>
      good.has(named(request)) ? grant(false) : { status: 401, body: { error_code: 'INVALID_TOKEN' } },
    confirm: () => {
      for (const token of pending) good.add(token);
      pending.clear();
    },
  };
}

function named({ text }: VenueRequest): string {
  return tokenRequest.safeParse(JSON.parse(text ?? 'null')).data?.token ?? '';
}

function told(token: string, status: string): VenueReply {
  return { status: 200, body: { token, expires: Date.now() + HOUR_MS, status } };
}
