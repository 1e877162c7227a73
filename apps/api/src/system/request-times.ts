import type { Metric, Sample } from './prometheus.ts';

const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export interface MeasuredRequest {
  readonly method: string;
  /** The route as declared, so that ids do not make a series each. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Counts requests and how long they took, by route. */
export interface RequestTimes {
  note(request: MeasuredRequest): void;
  metrics(): readonly Metric[];
}

interface Series {
  readonly buckets: number[];
  count: number;
  sum: number;
}

/** Opens an empty record of requests. */
export function openRequestTimes(): RequestTimes {
  const counts = new Map<string, { readonly labels: Readonly<Record<string, string>>; count: number }>();
  const times = new Map<string, Series>();
  return {
    note: ({ method, route, status, seconds }) => {
      const labels = { method, route, status: String(status) };
      const key = Object.values(labels).join(' ');
      const counted = counts.get(key) ?? { labels, count: 0 };
      counts.set(key, { labels, count: counted.count + 1 });
      const series = times.get(route) ?? { buckets: BUCKETS_S.map(() => 0), count: 0, sum: 0 };
      for (const [i, bound] of BUCKETS_S.entries())
        if (seconds <= bound) series.buckets[i] = (series.buckets[i] ?? 0) + 1;
      times.set(route, { buckets: series.buckets, count: series.count + 1, sum: series.sum + seconds });
    },
    metrics: () => [
      {
        name: 'company_http_requests_total',
        help: 'Requests answered',
        type: 'counter',
        samples: [...counts.values()].map(({ labels, count }) => ({ labels, value: count })),
      },
      {
        name: 'company_http_request_seconds',
        help: 'Time to the end of the answer',
        type: 'histogram',
        samples: [...times].flatMap(([route, series]) => samplesOf(route, series)),
      },
    ],
  };
}

function samplesOf(route: string, { buckets, count, sum }: Series): readonly Sample[] {
  return [
    ...BUCKETS_S.map((bound, i) => ({
      suffix: '_bucket',
      labels: { route, le: String(bound) },
      value: buckets[i] ?? 0,
    })),
    { suffix: '_bucket', labels: { route, le: '+Inf' }, value: count },
    { suffix: '_sum', labels: { route }, value: sum },
    { suffix: '_count', labels: { route }, value: count },
  ];
}
