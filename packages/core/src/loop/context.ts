import type { DeskContext } from '../desk/context.ts';
import type { BaseDb } from '../kernel/db/index.ts';

/** What a verb of the loop may use. */
export interface LoopContext extends DeskContext {
  /** The heartbeat's own small pool: a beat that is slow starves nothing but itself. */
  readonly beatDb: BaseDb;
}
