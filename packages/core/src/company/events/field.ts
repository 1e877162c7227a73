import { z } from 'zod';

const said = <T extends z.ZodType>(type: T, says?: string): T => (says === undefined ? type : type.describe(says));

/** A field with a text; `says` what it is, where its name does not. */
export const text = (says?: string) => said(z.string(), says);
/** A field with a number. */
export const figure = (says?: string) => said(z.number(), says);
/** A field with a whole number. */
export const count = (says?: string) => said(z.int(), says);
/** A field with yes or no. */
export const flag = (says?: string) => said(z.boolean(), says);
/** A field with an instant, in ISO 8601. */
export const instant = (says?: string) => said(z.string().meta({ format: 'date-time' }), says);
/** A field with one of a few words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words, says?: string) =>
  said(z.enum(words), says);
/** A field with a list. */
export const list = <T extends z.ZodType>(of: T, says?: string) => said(z.array(of), says);
/** The same field, which may be null. */
export const maybe = <T extends z.ZodType>(type: T) => said(type.nullable(), type.description);
