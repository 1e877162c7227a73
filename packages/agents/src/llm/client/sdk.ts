import type OpenAI from 'openai';

/** The library that speaks the protocol. */
export type Sdk = typeof OpenAI;

/** Loads the library; the first question does, since most companies ask no model. */
export async function loadSdk(): Promise<Sdk> {
  return (await import('openai')).default;
}
