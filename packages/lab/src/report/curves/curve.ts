/** Something that was played beside others, over the same days. */
export interface Curve {
  readonly name: string;
  /** Of each day. */
  readonly returns: readonly number[];
  /** Null of what makes none. */
  readonly trades: number | null;
  /** Over the capital; null where they are not known. */
  readonly fees: number | null;
}

/** Curves that begin at the same instant. */
export interface Curves {
  /** The start, and when each day ended, as ISO. */
  readonly days: readonly string[];
  /** Each is held against the first. */
  readonly curves: readonly Curve[];
}
