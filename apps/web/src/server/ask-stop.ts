import { call, Refused } from './call.ts';

export type Way = 'reducing' | 'selling' | 'halted';

/** What came of asking the desk to stop: nothing but the API's own answer is a proof. */
export type Proof =
  | {
      readonly kind: 'proven';
      readonly state: 'reducing' | 'halted';
      readonly epoch: number;
      readonly inFlight: readonly string[];
      /** By the database's clock. */
      readonly at: string;
      readonly ms: number;
      readonly sold: readonly string[];
    }
  | { readonly kind: 'refused'; readonly status: number; readonly says: string; readonly ms: number }
  | { readonly kind: 'silent'; readonly offline: boolean; readonly ms: number };

export const STOP_PATIENCE_MS = 12_000;

export interface StopRequest {
  readonly way: Way;
  readonly reason: string;
  /** The same key is the same act: asking again after silence sells nothing twice. */
  readonly actKey: string;
}

/** Asks the desk to stop, at once and once: nothing is kept for later. */
export async function askStop({ way, reason, actKey }: StopRequest): Promise<Proof> {
  const began = performance.now();
  const passed = () => Math.round(performance.now() - began);
  const options = { patienceMs: STOP_PATIENCE_MS };
  const state = way === 'halted' ? 'halted' : 'reducing';
  try {
    const { epoch, inFlight } = await call('PUT /api/trading-state', { body: { state, reason } }, options);
    const ms = passed();
    const sold = way === 'selling' ? await sellEach(actKey) : [];
    const { changedAt } = await call('GET /api/trading-state', {}, options);
    return { kind: 'proven', state, epoch, inFlight, at: changedAt, ms, sold };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', status: error.status, says: error.message, ms: passed() };
    return { kind: 'silent', offline: !navigator.onLine, ms: passed() };
  }
}

/** Closes each position through the door of the single one; what became of each, in a line. */
async function sellEach(actKey: string): Promise<readonly string[]> {
  const { items } = await call('GET /api/positions', { query: { status: 'open' } });
  return Promise.all(
    items.map(async ({ id, instrument }) => {
      const input = { params: { id }, body: {} };
      const answer = await call('POST /api/positions/{id}/close', input, { actKey: `${actKey}:${id}` }).catch(
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      return `${instrument.symbol}: ${typeof answer === 'string' ? answer : answer.status}`;
    }),
  );
}
