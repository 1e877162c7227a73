import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { StartError } from '@atc/core/kernel/errors';
import type { WalletTools } from '@atc/venues/house';
import { demandWalletTools } from '@atc/venues/registry';
import { orExplain, say } from './with-stack.ts';

const USAGE = `usage: npm run wallet -- create|import|address [--file wallet.json]
Secrets are asked for, never given as arguments; without a terminal they are read as lines:
(the secret key,) the passphrase.`;

// Makes, takes in and names the Solana wallet that live trading signs with. Its file is encrypted and stays outside
// DATA_DIR.
await orExplain(async () => {
  const { verb, file } = read(process.argv.slice(2));
  say(await verb(await demandWalletTools(), file));
});

type Verb = (tools: WalletTools, file: string) => Promise<string>;

function read(args: readonly string[]): { readonly verb: Verb; readonly file: string } {
  const verbs: Readonly<Record<string, Verb>> = {
    create,
    import: takeIn,
    address: (tools, from) => tools.address(from),
  };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { file: { type: 'string', default: 'wallet.json' } },
    });
    const verb = positionals.length === 1 ? verbs[positionals[0] ?? ''] : undefined;
    if (verb) return { verb, file: values.file };
  } catch {
    // Said below.
  }
  throw new StartError('bad_argument', USAGE);
}

async function create(tools: WalletTools, file: string): Promise<string> {
  const [passphrase = ''] = await askSecrets(['Passphrase for the new wallet: ']);
  return told(await tools.create(file, passphrase), file);
}

async function takeIn(tools: WalletTools, file: string): Promise<string> {
  const [secret = '', passphrase = ''] = await askSecrets([
    'Secret key (JSON or base58): ',
    'Passphrase for its file: ',
  ]);
  return told(await tools.takeIn(file, secret, passphrase), file);
}

function told(address: string, file: string): string {
  return (
    `${address}\nKeep ${file} and its passphrase: without both nobody can move what the wallet holds. ` +
    'Keep little in it.'
  );
}

/** Asks without showing what is typed; without a terminal each answer is a line of the input. */
async function askSecrets(questions: readonly string[]): Promise<readonly string[]> {
  const terminal = process.stdin.isTTY;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const input = createInterface({ input: process.stdin, output: silent, terminal });
  const lines = input[Symbol.asyncIterator]();
  const answers: string[] = [];
  for (const question of questions) {
    if (terminal) process.stderr.write(question);
    answers.push((await lines.next()).value ?? '');
    if (terminal) process.stderr.write('\n');
  }
  input.close();
  return answers;
}
