/** Where a signal's record is kept. */
export interface RecordedSource {
  readonly name: string;
  readonly kind: string;
}

/** The record that a signal counts in: the company's own finders keep theirs under their name, and nobody outside gets at it by using that name. */
export function recordOf({ source, trust }: { readonly source: string; readonly trust: string }): RecordedSource {
  return trust === 'trusted'
    ? { name: source, kind: source.split(':')[0] ?? source }
    : { name: `posted:${source}`, kind: 'posted' };
}
