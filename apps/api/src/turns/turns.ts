/** How many may be inside at once, and how many may wait for it. */
export interface TurnLimits {
  readonly places: number;
  readonly placesOfOne: number;
  readonly waiting: number;
  readonly waitingOfOne: number;
  /** So long passes between entries, and refusals, while somebody waits: the rest of the process breathes. */
  readonly paceMs: number;
  /** The longest wait. */
  readonly patienceMs: number;
}

/** More refusals than these are not held back. */
const HELD_BACK = 1000;

/** Why somebody does not get in: too many of their own, or too many of all. */
export type TurnRefusal = 'own' | 'all';

export interface Asking {
  /** Whose turn: those who wait are let in in rotation. */
  readonly who: string;
  enter(): void;
  refuse(why: TurnRefusal): void;
}

/** Lets so many in at once. */
export interface Turns {
  /** Asks for a turn, which is given at once where there is room. Returns what ends it, or the waiting for it. */
  ask(asking: Asking): () => void;
}

interface Ticket extends Asking {
  why: TurnRefusal;
}

/** Opens turns: so many at once for all and for each, the others wait in rotation, too many are refused. */
export function openTurns(limits: TurnLimits): Turns {
  const room = openRoom(limits);
  const line = openLine();
  const refused = new Set<Ticket>();
  let timer: NodeJS.Timeout | undefined;

  const putOff = (ticket: Ticket, why: TurnRefusal) => {
    line.remove(ticket);
    if (refused.size >= HELD_BACK) return ticket.refuse(why);
    ticket.why = why;
    refused.add(ticket);
    goOn();
  };
  const step = () => {
    timer = undefined;
    const [out] = refused;
    if (out) {
      refused.delete(out);
      out.refuse(out.why);
    }
    const ticket = line.next(room.hasFor);
    if (ticket) {
      line.remove(ticket);
      room.enter(ticket);
    }
    goOn();
  };
  const goOn = () => {
    if (timer === undefined && (refused.size > 0 || line.next(room.hasFor))) timer = setTimeout(step, limits.paceMs);
  };
  return {
    ask: (asking) => {
      const ticket: Ticket = { ...asking, why: 'own' };
      if (line.length() === 0 && room.hasFor(asking.who)) room.enter(ticket);
      else if (line.length(asking.who) >= limits.waitingOfOne) putOff(ticket, 'own');
      else if (line.length() >= limits.waiting) putOff(ticket, 'all');
      else line.add(ticket, setTimeout(() => putOff(ticket, 'all'), limits.patienceMs).unref());
      goOn();
      return () => {
        room.leave(ticket);
        line.remove(ticket);
        refused.delete(ticket);
        goOn();
      };
    },
  };
}

/** Who is inside. */
function openRoom({ places, placesOfOne }: TurnLimits) {
  const inside = new Set<Ticket>();
  const own = new Map<string, number>();
  return {
    hasFor: (who: string) => inside.size < places && (own.get(who) ?? 0) < placesOfOne,
    enter: (ticket: Ticket) => {
      inside.add(ticket);
      own.set(ticket.who, (own.get(ticket.who) ?? 0) + 1);
      ticket.enter();
    },
    leave: (ticket: Ticket) => {
      if (!inside.delete(ticket)) return;
      const left = (own.get(ticket.who) ?? 1) - 1;
      if (left > 0) own.set(ticket.who, left);
      else own.delete(ticket.who);
    },
  };
}

/** Who waits: each in a row of their own, the rows in rotation. */
function openLine() {
  const rows = new Map<string, Map<Ticket, NodeJS.Timeout>>();
  let all = 0;
  return {
    length: (who?: string) => (who === undefined ? all : (rows.get(who)?.size ?? 0)),
    add: (ticket: Ticket, patience: NodeJS.Timeout) => {
      all += 1;
      rows.set(ticket.who, (rows.get(ticket.who) ?? new Map<Ticket, NodeJS.Timeout>()).set(ticket, patience));
    },
    remove: (ticket: Ticket) => {
      const row = rows.get(ticket.who);
      clearTimeout(row?.get(ticket));
      if (!row?.delete(ticket)) return;
      all -= 1;
      rows.delete(ticket.who);
      // Whoever had a turn comes last in the rotation.
      if (row.size > 0) rows.set(ticket.who, row);
    },
    next: (hasRoom: (who: string) => boolean): Ticket | undefined => {
      for (const [who, row] of rows) if (hasRoom(who)) return row.keys().next().value;
      return undefined;
    },
  };
}
