import { type FormEvent, useEffect, useRef, useState } from 'react';
import { readAgain } from '../server/reads.ts';
import { type SignedIn, signIn } from '../server/session.ts';
import { en } from '../words/en.ts';

/** The key is asked for over the page, which goes on where it was. */
export function SignIn() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [answer, setAnswer] = useState<SignedIn | 'asking' | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = new FormData(event.currentTarget).get('key');
    setAnswer('asking');
    const signed = await signIn(String(key));
    setAnswer(signed);
    if (signed !== 'in') return;
    readAgain('all');
  };
  const fault = answer === 'wrong' || answer === 'often' || answer === 'silent' ? en.signIn[answer] : null;
  return (
    <dialog ref={dialog} aria-labelledby="sign-in" onCancel={(event) => event.preventDefault()}>
      <h2 id="sign-in">{en.signIn.title}</h2>
      <p className="faint">{en.signIn.why}</p>
      <form onSubmit={(event) => void send(event)}>
        <label className="field">
          {en.signIn.key}
          <input name="key" type="password" autoComplete="current-password" required />
        </label>
        {fault && (
          <p className="bad-text" role="alert">
            {fault}
          </p>
        )}
        <div className="acts">
          <button type="submit" className="first" disabled={answer === 'asking'}>
            {en.signIn.go}
          </button>
        </div>
      </form>
    </dialog>
  );
}
