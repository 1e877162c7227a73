import type { AgentId } from '../../company/roster/index.ts';
import { sayCount, sayShare } from '../../kernel/figures/index.ts';
import {
  confidenceRanges,
  type MemoryDraft,
  type Polarity,
  quarterOf,
  type SubjectKind,
  subjectOf,
} from '../memories/index.ts';

/** A forecast that was settled, traded or not, with what forecasts are told apart by. */
export interface Foretold {
  readonly paid: boolean;
  readonly token: string;
  readonly source: string;
  /** Of the company's day. */
  readonly hour: number;
  /** `Mon` to `Sun`. */
  readonly weekday: string;
  /** What the market as a whole added to its confidence; null where it was not looked at. */
  readonly marketWeight: number | null;
}

type ForetoldKind = Exclude<SubjectKind, 'indicator' | 'hold'>;

export interface ForetoldGroup {
  readonly kind: ForetoldKind;
  readonly value: string;
  readonly of: number;
  readonly paid: number;
  /** What of all others paid, a fraction. */
  readonly othersPaid: number;
  /** Distance of its share from that of all others, in standard errors. */
  readonly z: number;
}

/** Where what forecasts teach comes from. */
export const FROM_FORECASTS = 'forecasts:';

const FEWEST = 30;
/** About one of 400 groups lies so far out by chance; some forty are looked at. */
const TELLING = 3;
const PLAIN = 4;

const values: readonly (readonly [ForetoldKind, (one: Foretold) => string | null])[] = [
  ['token', ({ token }) => token],
  ['source', ({ source }) => source],
  ['hour', ({ hour }) => quarterOf(hour)],
  ['weekday', ({ weekday }) => weekday],
  ['regime', ({ marketWeight }) => regimeOf(marketWeight)],
];

/** A falling market speaks against a purchase, a rising one for it, a ranging one neither. */
function regimeOf(weight: number | null): string | null {
  if (weight === null || weight === 0) return null;
  return weight < 0 ? 'falling' : 'rising';
}

/** The groups of forecasts that paid otherwise than all others did, the plainest first. */
export function tellingForecasts(foretold: readonly Foretold[]): readonly ForetoldGroup[] {
  const all = { of: foretold.length, paid: foretold.filter(({ paid }) => paid).length };
  return values
    .flatMap(([kind, read]) =>
      [...Map.groupBy(foretold, read)].flatMap(([value, group]) => (value === null ? [] : [{ kind, value, group }])),
    )
    .flatMap(({ kind, value, group }) => {
      const own = { of: group.length, paid: group.filter(({ paid }) => paid).length };
      const others = { of: all.of - own.of, paid: all.paid - own.paid };
      if (own.of < FEWEST || others.of < FEWEST) return [];
      return [{ kind, value, ...own, othersPaid: others.paid / others.of, z: distanceOf(own, others) }];
    })
    .filter(({ z }) => Math.abs(z) >= TELLING)
    .toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z));
}

interface Share {
  readonly of: number;
  readonly paid: number;
}

/** How far two shares lie apart, in standard errors of their difference were there none. */
function distanceOf(own: Share, others: Share): number {
  const pooled = (own.paid + others.paid) / (own.of + others.of);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / own.of + 1 / others.of));
  return error === 0 ? 0 : (own.paid / own.of - others.paid / others.of) / error;
}

const learners = {
  token: { agentId: 'growth', on: (value) => `on ${value}` },
  source: { agentId: 'growth', on: (value) => `of ${value}` },
  hour: { agentId: 'scout', on: (value) => `made in the ${value}` },
  weekday: { agentId: 'scout', on: (value) => `made on a ${value}` },
  regime: { agentId: 'sage', on: (value) => `made in a ${value} market` },
} as const satisfies Record<ForetoldKind, { readonly agentId: AgentId; readonly on: (value: string) => string }>;

/** What a group of forecasts teaches whoever looks at it that way: a pattern, and what it asks for. */
export function memoryOfForecasts({ kind, value, of, paid, othersPaid, z }: ForetoldGroup): MemoryDraft {
  const { agentId, on } = learners[kind];
  const [lowest, highest] = confidenceRanges.pattern;
  return {
    agentId,
    type: 'pattern',
    content:
      `${sayCount(of, 'buy forecast')} ${on(value)} of the last 60 days paid in ${sayShare(paid / of, 0)}, ` +
      `all others in ${sayShare(othersPaid, 0)}: ${asks[polarityOf(z)]}.`,
    confidence: lowest + (highest - lowest) * Math.min(1, (Math.abs(z) - TELLING) / 2),
    tags: [kind, value, z > 0 ? 'good' : 'bad'],
    sourceTraceId: `${FROM_FORECASTS}${kind}:${value}:${of}`,
    trust: 'trusted',
    subject: subjectOf(kind, value),
    polarity: polarityOf(z),
    evidence: { trades: of, wins: paid, othersPaid, z },
  };
}

const asks = {
  avoid: 'a quarter of the size',
  less: 'half of the size',
  prefer: 'look there first',
} as const;

function polarityOf(z: number): Extract<Polarity, keyof typeof asks> {
  if (z > 0) return 'prefer';
  return z <= -PLAIN ? 'avoid' : 'less';
}
