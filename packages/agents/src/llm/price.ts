/** USD for a million tokens, in and out. */
interface Price {
  readonly input: number;
  readonly output: number;
}

/** List prices by the beginning of a model's name, the longest that fits; what is not known is taken for dear. */
const prices: readonly (readonly [prefix: string, price: Price])[] = [
  ['gpt-4.1-nano', { input: 0.1, output: 0.4 }],
  ['gpt-4.1-mini', { input: 0.4, output: 1.6 }],
  ['gpt-4.1', { input: 2, output: 8 }],
  ['gpt-4o-mini', { input: 0.15, output: 0.6 }],
  ['gpt-4o', { input: 2.5, output: 10 }],
];
const DEAR: Price = { input: 5, output: 20 };
const CHARACTERS_A_TOKEN = 3;

export interface Tokens {
  readonly input: number;
  readonly output: number;
}

/** Tokens that a text takes at most: text of any language is shorter in tokens than a third of its characters, rounded up. */
export function tokensAtMost(text: string): number {
  return Math.ceil(text.length / CHARACTERS_A_TOKEN);
}

/** What a call costs, USD. */
export function costOf(model: string, { input, output }: Tokens): number {
  const [found] = prices.filter(([prefix]) => model.startsWith(prefix)).toSorted(([a], [b]) => b.length - a.length);
  const price = found?.[1] ?? DEAR;
  return (input * price.input + output * price.output) / 1e6;
}
