import type { Db } from '@atc/core/kernel/db';
import { scanTopics } from '../scan/index.ts';
import { listUnconnected } from './store.ts';
import { researchTopics } from './topics.ts';

/** Kinds of sources that INTEL can be asked about and has no data of: none is connected. */
export async function missingSourceKinds(db: Db): Promise<readonly string[]> {
  const kinds = [...Object.values(scanTopics), ...Object.values(researchTopics)].flatMap(({ sourceKind }) =>
    sourceKind === null ? [] : [sourceKind],
  );
  return listUnconnected(db, kinds);
}
