import type { DeskContext } from '../desk/context.ts';
import type { BaseDb } from '../kernel/db/index.ts';

/** What a verb of the loop may use. */
export interface LoopContext extends DeskContext {
  /** The heartbeat's own small pool: a beat that is slow starves nothing but itself. */
  readonly beatDb: BaseDb;
  /** The pool of what protects: an operator's word and the watch of prices wait for nobody else's statements. */
  readonly controlDb: BaseDb;
  /** The pool of those who only read: however many they are, and however long it takes, they are in nobody's way. */
  readonly readDb: BaseDb;
}
