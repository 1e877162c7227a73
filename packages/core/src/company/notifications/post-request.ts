import { z } from 'zod';
import { errorText } from '../../kernel/errors/index.ts';
import { plainText } from '../../kernel/text/index.ts';
import { retryAfterMs } from '../../kernel/time/index.ts';
import type { Answer } from './attempt.ts';
import type { WebhookRequest } from './request.ts';

const TIMEOUT_MS = 10_000;

/** Posts to the receiver and says what came of it; never throws and never tells the address. */
export async function postRequest(url: string, { body, headers }: WebhookRequest): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' });
    return { kind: 'answered', status: response.status, restMs: await restOf(response) };
  } catch (error) {
    return { kind: 'failed', error: hideUrl(errorText(error), url) };
  }
}

// Telegram says it in the body: {"ok": false, "error_code": 429, "parameters": {"retry_after": 35}}.
const telegram = z.object({ parameters: z.object({ retry_after: z.number().min(0).max(1e6) }) });
const MOST_READ = 4096;

/**
 * How long a receiver asks to be left alone, in its header or, as Telegram does, in its body; of that no more is read
 * than a page.
 */
async function restOf(response: Response): Promise<number | null> {
  const asked = retryAfterMs(response.headers, new Date());
  if (response.status !== 429 || asked !== null) {
    await response.body?.cancel();
    return asked;
  }
  const { data } = telegram.safeParse(jsonOf(await firstBytes(response.body)));
  return data ? data.parameters.retry_after * 1000 : null;
}

async function firstBytes(body: Response['body']): Promise<string> {
  let text = '';
  // Leaving the loop cancels the rest.
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString('latin1');
    if (text.length > MOST_READ) break;
  }
  return text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The address may hold a secret, as Telegram's does: it is never written down. */
function hideUrl(text: string, url: string): string {
  return plainText(text.replaceAll(url, 'the webhook'), 300);
}
