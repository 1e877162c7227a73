/** USD for a million tokens, in and out. */
interface Price {
  readonly input: number;
  readonly output: number;
}

/** List prices by the beginning of a model's name, the longest that fits; what is not known is taken for dear. */
const prices: readonly (readonly [prefix: string, price: Price])[] = [
  ['gpt-3.5', { input: 1.5, output: 2 }],
  ['gpt-4-32k', { input: 60, output: 120 }],
  ['gpt-4-turbo', { input: 10, output: 30 }],
  ['gpt-4', { input: 30, output: 60 }],
  ['gpt-4.5', { input: 75, output: 150 }],
  ['gpt-4.1-nano', { input: 0.1, output: 0.4 }],
  ['gpt-4.1-mini', { input: 0.4, output: 1.6 }],
  ['gpt-4.1', { input: 2, output: 8 }],
  ['gpt-4o-mini', { input: 0.15, output: 0.6 }],
  ['gpt-4o-2024-05-13', { input: 5, output: 15 }],
  ['gpt-4o', { input: 2.5, output: 10 }],
  ['chatgpt-4o', { input: 5, output: 15 }],
  ['gpt-5-pro', { input: 15, output: 120 }],
  ['gpt-5', { input: 1.25, output: 10 }],
  ['o1-pro', { input: 150, output: 600 }],
  ['o1', { input: 15, output: 60 }],
  ['o3-pro', { input: 20, output: 80 }],
  ['claude-opus', { input: 15, output: 75 }],
];
const DEAR: Price = { input: 5, output: 20 };
/** What a protocol adds to a text of a conversation, at most. */
const FRAME_TOKENS = 16;

export interface Tokens {
  readonly input: number;
  readonly output: number;
}

/**
 * Tokens that texts take at most, as a conversation: a token stands for a byte at least, in any language and for any
 * figures.
 */
export function tokensAtMost(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + FRAME_TOKENS, 0);
}

/** What a call costs, USD. */
export function costOf(model: string, { input, output }: Tokens): number {
  const [found] = prices.filter(([prefix]) => model.startsWith(prefix)).toSorted(([a], [b]) => b.length - a.length);
  const price = found?.[1] ?? DEAR;
  return (input * price.input + output * price.output) / 1e6;
}
