/** What BullMQ says of a job whose worker had no time to renew its lock, or found it gone afterwards. */
const LATE = /could not renew lock|missing lock|lock mismatch/i;

/** The one line for a machine that is too slow for its work, whatever job it was; null for an error of another kind. */
export function slownessOf({ message }: Error): Error | null {
  return LATE.test(message) ? new Error('the locks of jobs were not renewed in time; these jobs are done again') : null;
}
