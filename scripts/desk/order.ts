import { parseArgs } from 'node:util';
import { type FeedLevel, feedLevels } from '@atc/core/company/events';
import type { TradingState } from '@atc/core/desk/protections';

/** What somebody wants of the desk. */
export type Order =
  | { readonly verb: 'status'; readonly json: boolean }
  /** About a token, or a row by its id. */
  | { readonly verb: 'why'; readonly about: string }
  | { readonly verb: 'turn'; readonly state: TradingState; readonly reason: string }
  | { readonly verb: 'feed'; readonly level: FeedLevel };

export const USAGE = `usage: ./desk status [--json]          what it holds, what it can lose, how it does
       ./desk why <token or id>           the story of a trade, a fill, a refusal
       ./desk stop <reason>               closes only: nothing is bought, stops go on selling
       ./desk stop --halt <reason>        no order of any kind: STOPS DO NOT SELL
       ./desk go <reason>                 trades again
       ./desk feed [--level ${feedLevels.join('|')}]`;

const options = {
  json: { type: 'boolean' },
  halt: { type: 'boolean' },
  level: { type: 'string' },
} as const;

const flagsOf: Readonly<Record<string, readonly string[]>> = {
  status: ['json'],
  why: [],
  stop: ['halt'],
  go: [],
  feed: ['level'],
};

/** Reads the words behind `./desk`; null for what it does not know. */
export function readOrder(args: readonly string[]): Order | null {
  const parsed = parse(args);
  if (!parsed) return null;
  const { verb, words, values } = parsed;
  const text = words.join(' ').trim();
  if (Object.keys(values).some((flag) => !flagsOf[verb]?.includes(flag))) return null;
  if (verb === 'status' && !text) return { verb, json: values.json ?? false };
  if (verb === 'why' && words.length === 1 && text) return { verb, about: text };
  if (verb === 'stop' && text) return { verb: 'turn', state: values.halt ? 'halted' : 'reducing', reason: text };
  if (verb === 'go' && text) return { verb: 'turn', state: 'active', reason: text };
  const level = feedLevels.find((one) => one === (values.level ?? 'decisions'));
  return verb === 'feed' && !text && level ? { verb, level } : null;
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [verb = 'status', ...words] = positionals;
    return { verb, words, values };
  } catch {
    return null;
  }
}
