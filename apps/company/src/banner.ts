import { sayFullTime } from '@atc/core/kernel/time';
import type { Company } from './company.ts';

/** Less than this is no more than two clocks that differ. */
const AHEAD_MS = 5000;

export type Opened = Omit<Company, 'ended' | 'lost' | 'whatStays' | 'close'>;

/** What a start says once the desk is open, a line each; company time is told where the desk's clock hangs. */
export function bannerOf(company: Opened, machineNow: Date): readonly string[] {
  const { url, freshKey, entryUrl, now } = company;
  const queues = company.queueBackend === 'redis' ? 'Redis' : 'PostgreSQL';
  const money = company.tradingMode === 'live' ? 'REAL MONEY' : 'paper money only';
  const aheadMs = company.isLive ? now.getTime() - machineNow.getTime() : 0;
  const ahead = `${Math.round(aheadMs / 1000)} s ahead of this machine's clock`;
  return [
    `The desk is open at ${url}   (docs ${url}/docs, queues ${url}/admin/queues)`,
    `Queues run on ${queues}; company time is ${sayFullTime(now, company.timeZone)}; ${money}.`,
    ...(aheadMs > AHEAD_MS ? [`Company time is ${ahead}, which was set back: check it.`] : []),
    ...(freshKey ? [`Your operator key, shown this once: ${freshKey}`] : []),
    beginningOf(company),
    // Last, where it is found and can be clicked.
    ...(entryUrl ? [`Signs in once, within ten minutes, on this machine: ${entryUrl}`] : []),
  ];
}

function beginningOf({ joins, standing }: Opened): string {
  if (joins) return `This joins ${joins}, and takes over when that ends.`;
  return standing === null
    ? 'A new company opens. Ctrl-C stops it; starting again goes on where it stopped.'
    : `The company goes on where it stopped. ${standing}`;
}
