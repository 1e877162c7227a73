import { type FormEvent, useState } from 'react';
import { DAY_MS } from '../../figures/time.ts';
import { FaultLine } from '../../parts/fault.tsx';
import { useAct } from '../../server/acts/use-act.ts';
import { call, type InputOf } from '../../server/call.ts';
import { en } from '../../words/en.ts';

type Role = InputOf<'POST /api/keys'>['body']['role'];

const words = en.settings;
const roles: readonly Role[] = ['viewer', 'operator', 'ingest'];

/** Makes a key, and shows it until whoever made it says that it was copied. */
export function NewKey() {
  const { isBusy, fault, act } = useAct();
  const [made, setMade] = useState<string | null>(null);
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const days = Number(given.get('days'));
    const body = {
      name: String(given.get('name')),
      role: String(given.get('role')) as Role,
      ...(days > 0 ? { endsAt: new Date(Date.now() + days * DAY_MS).toISOString() } : {}),
    };
    const ask = async () => {
      setMade((await call('POST /api/keys', { body })).key);
      form.reset();
    };
    void act(ask, ['GET /api/keys']);
  };
  if (made !== null) return <ShownOnce made={made} done={() => setMade(null)} />;
  return (
    <form className="line-form" onSubmit={make} aria-label={words.newKey}>
      <label>
        {words.name}
        <input name="name" required maxLength={100} autoComplete="off" />
      </label>
      <label>
        {words.role}
        <select name="role">
          {roles.map((role) => (
            <option key={role} value={role}>
              {words.roles[role]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.endsIn}
        <select name="days">
          {Object.entries(words.lengths).map(([days, said]) => (
            <option key={days} value={days}>
              {said}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="first" disabled={isBusy}>
        {words.make}
      </button>
      <FaultLine fault={fault} />
    </form>
  );
}

function ShownOnce({ made, done }: { readonly made: string; readonly done: () => void }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(made).then(() => setIsCopied(true));
  return (
    <div className="line-form" role="status">
      <p>
        {words.once}
        <br />
        <code className="secret">{made}</code>
      </p>
      <button type="button" onClick={() => void copy()}>
        {isCopied ? words.copied : words.copy}
      </button>
      <button type="button" className="first" onClick={done}>
        {words.gotIt}
      </button>
    </div>
  );
}
