import { join } from 'node:path';
import { fingerprintProgram, type Played } from '@atc/lab/program';
import { hashOf } from '@atc/lab/trials';
import { fingerprintRecording } from '@atc/lab/world';
import type { LabContext } from '../command.ts';

/** What a command is asked. */
export interface Question {
  readonly command: string;
  /** What decides in it. */
  readonly played: Played;
  /** What else was told: a strategy, or several. */
  readonly of: unknown;
}

/** A question with all that its answer hangs on. */
export interface Asked {
  /** Where its answer is kept: the same question has the same folder. */
  readonly folder: string;
  readonly recording: string;
  /** Fingerprint of the code that decides. */
  readonly program: string;
}

/** Works out what the answer to a question hangs on: what is played, by what code, on which candles and terms. */
export async function openQuestion(ctx: LabContext, { command, played, of }: Question): Promise<Asked> {
  const { seed, from, to } = ctx.wish;
  const { seeds, costs, fill } = ctx.options;
  const [program, recording] = await Promise.all([fingerprintProgram(played), fingerprintRecording(ctx.wish)]);
  const id = hashOf({ command, program, recording, from, to, seed, seeds, costs, fill, of });
  return { folder: join(ctx.folder, `${command}-${id}`), recording, program };
}
