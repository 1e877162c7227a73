export interface NotFoundMemory {
  /** Notes that an order was not found; true once that has held for the settling time. */
  missed(clientOrderId: string): boolean;
  /** Notes that an order is there after all. */
  seen(clientOrderId: string): void;
}

/**
 * Remembers since when orders have not been found: a venue may show an order later than it takes it, so that one "not
 * found" proves nothing. A restart forgets, which only makes the proof take longer.
 */
export function settledAbsence({ settlingMs }: { readonly settlingMs: number }): NotFoundMemory {
  const since = new Map<string, number>();
  return {
    missed: (id) => {
      const now = performance.now();
      const first = since.get(id);
      if (first === undefined) since.set(id, now);
      return first !== undefined && now - first >= settlingMs;
    },
    seen: (id) => {
      since.delete(id);
    },
  };
}
