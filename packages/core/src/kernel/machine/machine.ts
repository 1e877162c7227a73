/** The states of a thing: where it begins, and for each state which may follow it and what leads there. */
export interface Machine<State extends string> {
  readonly begins: Readonly<Partial<Record<State, string>>>;
  readonly follows: Readonly<Record<State, Readonly<Partial<Record<State, string>>>>>;
}

/** Returns whether one state may follow another. Staying is no step. */
export function mayStep<State extends string>({ follows }: Machine<State>, from: State, to: State): boolean {
  return follows[from][to] !== undefined;
}

/** Returns whether no state follows this one. */
export function isLast<State extends string>({ follows }: Machine<State>, state: State): boolean {
  return Object.keys(follows[state]).length === 0;
}
