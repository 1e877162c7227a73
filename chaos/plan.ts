/** The venue that the desk itself is, where no other is traded on. */
export const PAPER = 'paper';

/** Where a child process reaches the venue that its orders go to. */
export interface ChaosPlace {
  /** `paper`, or the name of a venue of the registry. */
  readonly venue: string;
  /** What the venue's own twin reads of it. */
  readonly reached: unknown;
}

/** One purchase and the sale of what it bought: two orders, each of a step of its own. */
export interface Round {
  readonly buy: { readonly stepId: string; readonly proposalId: string };
  readonly sell: { readonly stepId: string };
}

/** The rounds on one instrument, one after another. */
export interface Lane {
  readonly symbol: string;
  readonly instrumentId: string;
  readonly rounds: readonly Round[];
}

/** What a child process is told on its standard input, as JSON. */
export interface ChaosPlan {
  readonly databaseUrl: string;
  readonly accountId: string;
  readonly place: ChaosPlace;
  /** Where company time stands, ISO 8601. */
  readonly at: string;
  /** What everything costs. */
  readonly price: number;
  readonly lanes: readonly Lane[];
  /** The child kills itself at so many points from the begin of its work; null lets it live. */
  readonly dieAt: number | null;
  /** Or at the first point whose name begins so. */
  readonly dieWhere: string | null;
}

/**
 * What a child says of its restart: how many orders were without a last word, and how long it took until all had one.
 */
export interface Settled {
  readonly open: number;
  readonly ms: number;
}
