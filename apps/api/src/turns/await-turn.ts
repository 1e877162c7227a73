import type { Request, RequestHandler, Response } from 'express';
import { callerOf } from '../admission/index.ts';
import { hashKey, nobody } from '../auth/index.ts';
import { problem, sendProblem } from '../http/index.ts';
import type { Route } from '../route.ts';
import { openLanes } from './lane.ts';
import type { Lane } from './lane-name.ts';
import { openTurns, type TurnLimits, type TurnRefusal, type Turns } from './turns.ts';

const common = { waiting: 1000, waitingOfOne: 200, paceMs: 12, patienceMs: 10_000 };
const limits = {
  reading: { ...common, places: 8, placesOfOne: 4 },
  writing: { ...common, places: 8, placesOfOne: 4 },
  control: { ...common, places: 16, placesOfOne: 8, paceMs: 0 },
} as const satisfies Record<Lane, TurnLimits>;
const KNOWN_AT_MOST = 1000;

const ends = new WeakMap<Request, () => void>();

/**
 * Makes requests wait for their turn before anything is done for them, so many at once for each caller and for all.
 * What rules the desk, and what writes, has turns of its own. Who asks is told by the key or cookie that was let in
 * before; those who are not known yet share the turns of their address, so that made-up keys crowd out nobody.
 */
export function awaitTurn(routes: readonly Route[]): RequestHandler {
  const laneAt = openLanes(routes);
  const turns: Record<Lane, Turns> = {
    reading: openTurns(limits.reading),
    writing: openTurns(limits.writing),
    control: openTurns(limits.control),
  };
  const known = openAcquaintances();
  return (req, res, next) => {
    const proof = proofOf(req);
    const end = turns[laneAt(req.method, req.path)].ask({
      who: (proof && known.find(proof)) ?? `address ${req.ip}`,
      enter: next,
      refuse: (why) => sendRefusal(res, why),
    });
    ends.set(req, end);
    // One who takes the answer slowly, or not at all, holds no place with that.
    for (const ended of ['prefinish', 'close'] as const) res.once(ended, end);
    res.once('close', () => {
      const { keyId } = callerOf(req);
      if (proof && keyId !== nobody.keyId) known.note(proof, keyId);
    });
  };
}

/** Ends a request's turn before its answer ends: for one that stays open, once it is. */
export function endTurn(req: Request): void {
  ends.get(req)?.();
}

function proofOf({ headers }: Request): string | null {
  const proof = headers.authorization ?? headers.cookie;
  return proof === undefined ? null : hashKey(proof);
}

interface Acquaintances {
  find(proof: string): string | undefined;
  note(proof: string, keyId: string): void;
}

/**
 * Whose a proof was when it was let in; the longest unseen is forgotten. It opens nothing but names whose turn it is.
 */
function openAcquaintances(): Acquaintances {
  const keys = new Map<string, string>();
  return {
    find: (proof) => keys.get(proof),
    note: (proof, keyId) => {
      keys.delete(proof);
      keys.set(proof, keyId);
      const [oldest] = keys.keys();
      if (oldest !== undefined && keys.size > KNOWN_AT_MOST) keys.delete(oldest);
    },
  };
}

function sendRefusal(res: Response, why: TurnRefusal): void {
  const headers = { 'retry-after': '1', 'x-content-type-options': 'nosniff' };
  sendProblem(
    res,
    why === 'own'
      ? problem('too_many', 'too many requests of this key are waiting: ask again when some were answered', { headers })
      : problem('unavailable', 'too many requests are waiting: ask again in a moment', { headers }),
  );
}
