import { QueryCache, QueryClient, useQuery } from '@tanstack/react-query';
import { call, type InputOf, type OutputOf, Refused, type Where } from './call.ts';
import { noteSession, useSession } from './session.ts';

const FRESH_MS = 2000;
const AGAIN_MS = 20_000;
const TRIES = 2;

/** What this page has read. */
export const reads = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => error instanceof Refused && error.status === 401 && noteSession('out'),
    onSuccess: () => noteSession('in'),
  }),
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      refetchInterval: AGAIN_MS,
      refetchIntervalInBackground: true,
      // A browser that says it is offline still has a company on its own machine.
      networkMode: 'always',
      retry: (failures, error) => failures < TRIES && !(error instanceof Refused),
    },
  },
});

export type ReadWhere = Extract<Where, `GET ${string}`>;

export interface Reading<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly readAt: number;
  readonly isReading: boolean;
  again(): void;
}

/** What a line of the API answers, read again when something happened that it is about. */
export function useRead<W extends ReadWhere>(
  where: W,
  input: InputOf<W>,
  { when = true }: { readonly when?: boolean } = {},
): Reading<OutputOf<W>> {
  const isIn = useSession() === 'in';
  const { data, error, dataUpdatedAt, isFetching, refetch } = useQuery({
    queryKey: [where, input],
    queryFn: ({ signal }) => call(where, input, { signal }),
    // Whoever is not known is asked for a key once, by the one question that every page has.
    enabled: when && (isIn || where === 'GET /api/me'),
  });
  return { data, error, readAt: dataUpdatedAt, isReading: isFetching, again: () => void refetch() };
}

/** Reads again what these lines answered. */
export function readAgain(wheres: ReadonlySet<string> | 'all'): void {
  void reads.invalidateQueries({
    predicate: ({ queryKey: [where] }) => wheres === 'all' || wheres.has(String(where)),
  });
}
