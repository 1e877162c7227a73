/** A number as it was written. */
interface Written {
  readonly text: string;
  readonly value: number;
  /** How much it may be off: half a unit of its last place. */
  readonly slack: number;
  /** What a fraction is multiplied by in its unit: 100 for percents, 10,000 for basis points. */
  readonly scale: number;
}

const UNITS = 'percent|per cent|pct|bps|basis points?|thousand|million|billion';
const NUMBER = new RegExp(
  String.raw`(?<amount>\$\s?)?(?<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?<places>\.\d+)?` +
    String.raw`(?:[\s-]?(?<unit>%|(?:${UNITS})\b)|(?<letter>[kmb]|bn)\b)?`,
  'gi',
);

const scales: Readonly<Record<string, number>> = { '%': 100, p: 100, b: 10_000 };
const multiples: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
};

/**
 * Numbers of a text that no number of the facts explains, rounded as written: as it is, and where the text says percent
 * or basis points also as a fraction in that unit. A name of a fact counts as a fact (`change24hPct` knows 24), an id
 * does not.
 */
export function ungroundedNumbers(text: string, facts: unknown): readonly string[] {
  const known = [...numbersOf(facts)];
  return writtenIn(text).flatMap((said) => (known.some((value) => explains(value, said)) ? [] : [said.text]));
}

function explains(known: number, { value, slack, scale }: Written): boolean {
  // A hair for binary fractions.
  return [1, scale].some((factor) => Math.abs(Math.abs(known) * factor - value) <= slack * 1.000001);
}

function writtenIn(text: string): readonly Written[] {
  return [...text.matchAll(NUMBER)].map(({ groups = {} }) => {
    const { amount, digits = '', places = '', unit = '', letter = '' } = groups;
    const word = unit.toLowerCase();
    // Minutes and metres are written like millions: a letter multiplies dollars, and a k anything.
    const short = amount || /k/i.test(letter) ? letter.toLowerCase() : '';
    const multiple = multiples[word || short] ?? 1;
    const number = `${digits.replaceAll(',', '')}${places}`;
    const slack = 0.5 * 10 ** -Math.max(0, places.length - 1) * multiple;
    const scale = multiple === 1 ? (scales[word.charAt(0)] ?? 1) : 1;
    return { text: number, value: Number(number) * multiple, slack, scale };
  });
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function* numbersOf(facts: unknown): Generator<number> {
  if (typeof facts === 'number') yield facts;
  else if (typeof facts === 'string') {
    if (!ID.test(facts)) for (const { value } of writtenIn(facts)) yield value;
  } else if (Array.isArray(facts)) for (const value of facts) yield* numbersOf(value);
  else if (facts !== null && typeof facts === 'object')
    for (const [name, value] of Object.entries(facts)) {
      yield* (name.match(/\d+/g) ?? []).map(Number);
      yield* numbersOf(value);
    }
}
