import { FaultLine } from '../parts/fault.tsx';
import { en } from '../words/en.ts';

interface FormEndProps {
  /** What was done; null before. */
  readonly said: string | null;
  readonly fault: string | null;
  readonly isBusy: boolean;
  readonly does: string;
  readonly end: () => void;
}

/** How a form by hand ends: what came of it, and its two buttons. */
export function FormEnd({ said, fault, isBusy, does, end }: FormEndProps) {
  return (
    <>
      <FaultLine fault={fault} />
      {said !== null && <p role="status">{said}</p>}
      <div className="acts">
        <button type="button" onClick={end}>
          {said === null ? en.stop.cancel : en.stop.done}
        </button>
        {said === null && (
          <button type="submit" className="first" disabled={isBusy}>
            {does}
          </button>
        )}
      </div>
    </>
  );
}
