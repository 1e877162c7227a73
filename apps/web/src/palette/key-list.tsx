import { useEffect, useRef } from 'react';
import { en } from '../words/en.ts';

/** Which keys do what. */
export function KeyList({ close }: { readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="keys-title" onClose={close}>
      <h2 id="keys-title">{en.palette.keys}</h2>
      <dl className="about">
        {en.palette.list.map(([key, does]) => [
          <dt key={key}>
            <kbd>{key}</kbd>
          </dt>,
          <dd key={does}>{does}</dd>,
        ])}
      </dl>
      <p className="faint">{en.palette.off}</p>
      <div className="acts">
        <button type="button" onClick={() => dialog.current?.close()}>
          {en.palette.done}
        </button>
      </div>
    </dialog>
  );
}
