import { Refused } from '../server/call.ts';
import type { Reading } from '../server/reads.ts';
import { en } from '../words/en.ts';

/** What stands in place of a part that could not be read; the rest of the page lives. */
export function Problem({ of }: { readonly of: Pick<Reading<unknown>, 'error' | 'again'> }) {
  const said = of.error instanceof Refused ? of.error.message : null;
  return (
    <div className="empty" role="alert">
      <p>{en.failed}</p>
      {said && <p className="faint">{said}</p>}
      <button type="button" onClick={of.again}>
        {en.again}
      </button>
    </div>
  );
}
