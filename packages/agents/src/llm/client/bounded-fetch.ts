import { CompanyError } from '@atc/core/kernel/errors';

const MOST_BYTES = 1024 * 1024;

/**
 * `fetch` for a server that is not trusted: no redirect is followed, and reading ends with an error after a megabyte.
 */
export async function fetchBounded(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const { body, status, statusText, headers } = await fetch(input, { ...init, redirect: 'manual' });
  return new Response(body?.pipeThrough(bounded()) ?? null, { status, statusText, headers });
}

function bounded(): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0;
  return new TransformStream({
    transform: (chunk, controller) => {
      seen += chunk.byteLength;
      if (seen > MOST_BYTES) controller.error(new CompanyError('answer_too_long', 'the answer was longer than 1 MB'));
      else controller.enqueue(chunk);
    },
  });
}
