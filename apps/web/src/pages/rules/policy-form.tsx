import { type FormEvent, useState } from 'react';
import { type Field, valueAt } from '../../figures/rules/field.ts';
import { writtenOf } from '../../figures/rules/read-field.ts';
import { call, type InputOf, Refused } from '../../server/call.ts';
import { readAgain } from '../../server/reads.ts';
import { en } from '../../words/en.ts';
import { FieldRow } from './field-row.tsx';
import { Merge } from './merge.tsx';
import { type Policy, sayValue } from './policy-words.ts';
import { useDraft } from './use-draft.ts';

type Replacement = InputOf<'PUT /api/policies/{key}'>['body']['value'];

interface FormProps {
  /** The policy as it was read when the form was opened. */
  readonly first: Policy;
  readonly fields: readonly Field[];
  /** The last four of an account with real money, which a change has to name; null: there is none. */
  readonly account: string | null;
}

interface Open {
  readonly is: 'open';
  readonly said: string | null;
  /** What the company said of fields, by their paths. */
  readonly faults: Readonly<Record<string, string>>;
}

type Phase = Open | { readonly is: 'saving' } | { readonly is: 'stale'; readonly theirs: Policy };

const OPEN: Open = { is: 'open', said: null, faults: {} };
const words = en.rules;

/** Changes a policy: says why beside each field that cannot be sent, and shows what is different before it is. */
export function PolicyForm({ first, fields, account }: FormProps) {
  const [base, setBase] = useState(first);
  const [phase, setPhase] = useState<Phase>(OPEN);
  const draft = useDraft(base, fields);
  const save = async (reason: string) => {
    setPhase({ is: 'saving' });
    try {
      const saved = await savePolicy(base, draft.value as Replacement, reason);
      setBase(saved);
      draft.begin();
      setPhase({ ...OPEN, said: words.saved(saved.version) });
      readAgain(new Set(['GET /api/policies', 'GET /api/policies/{key}', 'GET /api/risk']));
    } catch (error) {
      setPhase(await phaseAfter(error, base.key, fields));
    }
  };
  if (phase.is === 'stale') {
    const { theirs } = phase;
    const goOn = (yours: readonly Field[]) => {
      const over = yours.map((field) => [field.path, writtenOf(valueAt(draft.value, field.path), field)]);
      setBase(theirs);
      draft.begin(Object.fromEntries(over));
      setPhase(OPEN);
    };
    return <Merge {...{ fields, before: base, theirs, yours: draft.value, goOn }} />;
  }
  const refused = phase.is === 'open' ? phase.faults : {};
  return (
    <div className="policy-form">
      {fields.map((field) => (
        <FieldRow
          key={field.path}
          field={field}
          name={draft.nameOf(field)}
          written={draft.written(field)}
          fault={draft.faults[field.path] ?? refused[field.path] ?? null}
          write={(written) => {
            draft.write(field, written);
            setPhase(OPEN);
          }}
        />
      ))}
      <Changes {...{ base, draft }} />
      <Signature
        key={base.version}
        version={base.version + 1}
        account={account}
        isFit={Object.keys(draft.faults).length === 0 && draft.changed.length > 0 && phase.is !== 'saving'}
        undo={draft.changed.length > 0 ? () => draft.begin() : null}
        save={save}
      />
      {phase.is === 'open' && phase.said !== null && <p role="status">{phase.said}</p>}
    </div>
  );
}

async function savePolicy(
  { key, version, schema, history }: Policy,
  value: Replacement,
  reason: string,
): Promise<Policy> {
  const body = { value, reason };
  const saved = await call('PUT /api/policies/{key}', { params: { key }, body }, { ifMatch: version });
  // It is in force whether it can be read again or not.
  return { schema, history, ...saved };
}

interface SignatureProps extends Pick<FormProps, 'account'> {
  readonly version: number;
  /** Whether what is written may be sent. */
  readonly isFit: boolean;
  /** Null where nothing is changed. */
  readonly undo: (() => void) | null;
  readonly save: (reason: string) => Promise<void>;
}

/** Who changes a policy says why, and names the account where money is real. */
function Signature({ version, account, isFit, undo, save }: SignatureProps) {
  const [why, setWhy] = useState('');
  const [four, setFour] = useState('');
  // Real money of no known account is nobody's to confirm.
  const isTheirs = account === null || (account !== '' && four === account);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void save(why.trim());
  };
  return (
    <form className="signature" onSubmit={send}>
      <label className="field">
        {words.why}
        <input value={why} maxLength={500} onChange={(event) => setWhy(event.currentTarget.value)} />
      </label>
      {account !== null && (
        <label className="field">
          {words.realFour}
          <input value={four} maxLength={4} onChange={(event) => setFour(event.currentTarget.value)} />
          {four !== '' && !isTheirs && <small className="bad-text">{words.realWrong}</small>}
        </label>
      )}
      <p className="faint">{words.takesEffect}</p>
      <div className="acts">
        <button type="button" disabled={undo === null} onClick={() => undo?.()}>
          {words.undo}
        </button>
        <button type="submit" className="first" disabled={!isFit || !isTheirs || why.trim() === ''}>
          {words.save(version)}
        </button>
      </div>
    </form>
  );
}

/** What is to be done after a save that was refused, or not answered. */
async function phaseAfter(error: unknown, key: string, fields: readonly Field[]): Promise<Phase> {
  if (!(error instanceof Refused)) return { ...OPEN, said: words.refused.silent };
  const { status, message, faults } = error;
  if (status === 412) {
    const theirs = await call('GET /api/policies/{key}', { params: { key } }).catch(() => null);
    return theirs ? { is: 'stale', theirs } : { ...OPEN, said: words.notSaved };
  }
  const known = status >= 500 ? '5xx' : String(status);
  const said = (words.refused as Readonly<Record<string, string>>)[known];
  const beside = faults.map(({ path, message: why }) => [fieldOf(path, fields), why] as const);
  return { is: 'open', said: said === undefined ? message : `${said} ${message}`, faults: Object.fromEntries(beside) };
}

/** The field that a fault is in, however deep: one in a list is told beside the list. */
function fieldOf(path: string, fields: readonly Field[]): string {
  const inner = path.replace(/^value\.?/, '');
  return fields.find((field) => inner === field.path || inner.startsWith(`${field.path}.`))?.path ?? inner;
}

interface ChangesProps {
  readonly base: Policy;
  readonly draft: ReturnType<typeof useDraft>;
}

function Changes({ base, draft }: ChangesProps) {
  if (draft.changed.length === 0) return null;
  return (
    <ul className="changes" aria-label={words.changes}>
      {draft.changed.map((field) => (
        <li key={field.path}>
          {words.changed(
            draft.nameOf(field),
            sayValue(valueAt(base.value, field.path), field),
            sayValue(valueAt(draft.value, field.path), field),
          )}
        </li>
      ))}
    </ul>
  );
}
