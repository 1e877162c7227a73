export interface Ahead {
  readonly barClose: Date | null;
  readonly ruleDue: Date | null;
  readonly beatDue: Date | null;
  readonly endsAt: Date | null;
}

/**
 * The next instant at which something is due: a bar closes, a rule's turn or the heart's beat comes; never past the
 * end. Null: nothing ever is again.
 */
export function nextInstant(now: Date, { barClose, ruleDue, beatDue, endsAt }: Ahead): Date | null {
  const ahead = [barClose, ruleDue, beatDue]
    .filter((at) => at !== null && at.getTime() > now.getTime())
    .map((at) => (at ?? now).getTime());
  if (ahead.length === 0) return null;
  const next = Math.min(...ahead);
  return endsAt !== null && next > endsAt.getTime() ? null : new Date(next);
}
