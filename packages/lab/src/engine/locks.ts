import type { GuardKind, LockEnds, WantedLock } from '@atc/core/desk/protections';
import { MINUTE_MS } from '@atc/core/kernel/time';

/** A protection in force from one instant to another. */
export interface Lock {
  readonly kind: GuardKind;
  /** A contract, or the company. */
  readonly subject: string;
  readonly reason: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Protections, as they were raised. */
export interface Locks {
  /** Raises what is wanted and not in force already; returns what was raised. */
  raise(wanted: readonly WantedLock[], at: Date): readonly Lock[];
  /** Those in force on some subjects. */
  inForce(subjects: readonly string[], at: Date): readonly Lock[];
  /** When the last lock of each kind ends on one of some subjects. */
  ends(subjects: readonly string[]): LockEnds;
}

/** No protection in force. */
export function openLocks(): Locks {
  const locks: Lock[] = [];
  const holds = ({ startsAt, endsAt }: Lock, at: Date) => startsAt <= at && endsAt > at;
  const raiseOne = ({ kind, subject, reason, minutes }: WantedLock, at: Date): readonly Lock[] => {
    if (locks.some((lock) => lock.kind === kind && lock.subject === subject && lock.endsAt > at)) return [];
    const lock = { kind, subject, reason, startsAt: at, endsAt: new Date(at.getTime() + minutes * MINUTE_MS) };
    locks.push(lock);
    return [lock];
  };
  return {
    raise: (wanted, at) => wanted.flatMap((one) => raiseOne(one, at)),
    inForce: (subjects, at) => locks.filter((lock) => subjects.includes(lock.subject) && holds(lock, at)),
    ends: (subjects) => {
      const ends = new Map<GuardKind, Date>();
      for (const { kind, subject, endsAt } of locks)
        if (subjects.includes(subject) && endsAt > (ends.get(kind) ?? new Date(0))) ends.set(kind, endsAt);
      return ends;
    },
  };
}
