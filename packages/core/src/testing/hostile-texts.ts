/** Texts that somebody outside could write, and what of each may be shown and stored. */
export const hostileTexts: readonly { readonly what: string; readonly text: string; readonly shown: string }[] = [
  { what: 'an escape sequence', text: 'a\u001b[2Jb', shown: 'a [2Jb' },
  { what: 'the escape of C1', text: 'a\u009b2Jb', shown: 'a 2Jb' },
  { what: 'U+0000, which no database takes', text: 'a\u0000b', shown: 'a b' },
  { what: 'a forged line', text: 'a\r\n01-06 06:31  SCOUT     sold', shown: 'a 01-06 06:31  SCOUT     sold' },
  { what: 'separators of lines', text: 'a\u2028b\u2029c\u0085d\ve\ff', shown: 'a b c d e f' },
  { what: 'what turns the direction of reading', text: 'sold \u202e001\u202c \u2066x\u2069', shown: 'sold 001 x' },
  { what: 'what has no width', text: 'SO\u200bL \u2060a\u00ad', shown: 'SOL a' },
  { what: 'tag characters', text: 'a\u{e0041}\u{e0042}b', shown: 'ab' },
  { what: 'half a pair', text: 'a\ud83db', shown: 'ab' },
];

/** Every sign that does something instead of being seen. */
export const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/u;
