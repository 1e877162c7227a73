/** What the record of somebody outside is named by, before his own name. */
export const POSTED = 'posted:';

/** Where a signal's record is kept. */
export interface RecordedSource {
  readonly name: string;
  readonly kind: string;
}

/**
 * The record that a signal counts in: the company's own finders keep theirs under their name, and nobody outside gets
 * at it by using that name.
 */
export function recordOf({ source, trust }: { readonly source: string; readonly trust: string }): RecordedSource {
  return trust === 'trusted'
    ? { name: source, kind: source.split(':')[0] ?? source }
    : { name: `${POSTED}${source}`, kind: 'posted' };
}

/** Which forecasts count together: those of the company's own finders by kind, those of each stranger by themselves. */
export const forecastKind = ({ name, kind }: RecordedSource): string => (isPosted(name) ? name : kind);

/** Whether a record is that of somebody outside, whose name is a stranger's words. */
export const isPosted = (name: string): boolean => name.startsWith(POSTED);

/** How an agent speaks of a record: of the company's own by its name, of a stranger's never by his words. */
export const sayRecord = (name: string): string => (isPosted(name) ? 'an outside source' : name);
