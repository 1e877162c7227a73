import { call, type OutputOf, Refused } from './call.ts';

type Closing = OutputOf<'POST /api/positions/close'>['positions'][number];

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
      /** What became of each position, where all were to be sold. */
      readonly closings: readonly Closing[];
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
    const { epoch, inFlight, positions } =
      way === 'selling'
        ? await call('POST /api/positions/close', { body: { reason } }, { ...options, actKey })
        : { ...(await call('PUT /api/trading-state', { body: { state, reason } }, options)), positions: [] };
    const ms = passed();
    const { changedAt } = await call('GET /api/trading-state', {}, options);
    return { kind: 'proven', state, epoch, inFlight, at: changedAt, ms, closings: positions };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', status: error.status, says: error.message, ms: passed() };
    return { kind: 'silent', offline: !navigator.onLine, ms: passed() };
  }
}
