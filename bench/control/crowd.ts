import { Agent, request } from 'node:http';

const [, , url = '', key = '', size = '1'] = process.argv;

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const answers = new Map<number, number>();
let going = true;

// Told to, or because whoever started it is gone.
for (const over of ['message', 'disconnect'] as const)
  process.on(over, () => {
    going = false;
  });
await Promise.all(Array.from({ length: Number(size) }, () => readOn()));
process.send?.(Object.fromEntries(answers));
process.disconnect?.();
agent.destroy();

/** A reader that never rests: it asks again as soon as it is answered, whatever the answer was. */
async function readOn(): Promise<void> {
  while (going) {
    const status = await readOnce().catch(() => 0);
    answers.set(status, (answers.get(status) ?? 0) + 1);
  }
}

function readOnce(): Promise<number> {
  return new Promise((done, fail) => {
    const asked = request(url, { agent, headers: { authorization: `Bearer ${key}` } }, (answer) => {
      answer.resume();
      answer.on('end', () => done(answer.statusCode ?? 0));
      answer.on('error', fail);
    });
    asked.on('error', fail);
    asked.end();
  });
}
