/** What is to be done about something that is looked at again and again. */
export type Found = 'fine' | 'new' | 'lasting' | 'over';

export interface Findings {
  /** Notes whether something is wrong now; `lasting` once it has been for `patienceMs`, `over` when that has ended. */
  note(what: string, wrong: boolean, patienceMs: number): Found;
}

/** Opens a memory of what was found wrong. What is fine at first is `over`: an earlier process may have told of it. */
export function openFindings(nowMs: () => number): Findings {
  const since = new Map<string, number | 'fine'>();
  return {
    note: (what, wrong, patienceMs) => {
      const known = since.get(what);
      if (!wrong) {
        since.set(what, 'fine');
        return known === 'fine' ? 'fine' : 'over';
      }
      const begun = typeof known === 'number' ? known : nowMs();
      since.set(what, begun);
      return nowMs() - begun >= patienceMs ? 'lasting' : 'new';
    },
  };
}
