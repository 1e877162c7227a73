import { toCsv } from '@atc/core/kernel/text';
import type { Response } from 'express';
import type { Answer, CsvRows } from './endpoint.ts';
import type { Problem } from './problem.ts';

/** Writes an answer or a problem as JSON. */
export function send(res: Response, answer: Answer<unknown> | Problem): void {
  if (answer.kind === 'problem') sendProblem(res, answer);
  else res.status(answer.status).set(answer.headers).json(answer.body);
}

/** Writes lines as a CSV file that a browser saves under a name. */
export function sendCsv(res: Response, name: string, rows: CsvRows): void {
  res.set({ 'content-disposition': `attachment; filename="${name}.csv"` });
  res.type('text/csv').send(toCsv(rows));
}

/** Writes a problem as `application/problem+json`. */
export function sendProblem(res: Response, { status, headers, body }: Problem): void {
  res.status(status).set(headers).type('application/problem+json').send(JSON.stringify(body));
}
