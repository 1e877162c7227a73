import { useState } from 'react';
import { sayAge, saySeconds } from '../figures/time.ts';
import { useSteadyNow } from '../parts/now.ts';
import type { Proof } from '../server/ask-stop.ts';
import { en } from '../words/en.ts';

const TERMINAL =
  'curl -X PUT -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" ' +
  '-d \'{"state":"halted","reason":"stopped"}\' ';

/** For how long it has been asked. */
export function Stopping({ askedAt }: { readonly askedAt: number }) {
  return en.stop.stopping(sayAge(useSteadyNow(100) - askedAt));
}

/** What the API answered to a stop, and nothing that it did not. */
export function StopProof({ proof, zone }: { readonly proof: Proof | null; readonly zone: string }) {
  return (
    <div role="alert" className="proof" id="proof">
      {proof?.kind === 'proven' && <Proven proof={proof} zone={zone} />}
      {proof?.kind === 'refused' && (
        <p className="bad-text">
          <b>{en.stop.refused}</b> {proof.status === 403 ? en.stop.mayNot : `${proof.status}: ${proof.says}`}
        </p>
      )}
      {proof?.kind === 'silent' && (
        <div className="bad-text">
          {proof.offline && <p>{en.stop.offline}</p>}
          <p>
            {en.stop.silentAfter(sayAge(proof.ms))} <b>{en.stop.silent}</b>
          </p>
          <code>
            {TERMINAL}
            {location.origin}/api/trading-state
          </code>
        </div>
      )}
    </div>
  );
}

function Proven({ proof, zone }: { readonly proof: Proof & { kind: 'proven' }; readonly zone: string }) {
  const [copied, setCopied] = useState(false);
  const { state, at, epoch, ms, inFlight, closings } = proof;
  const lines = [
    en.stop.proof(en.state[state], saySeconds(at, zone), epoch),
    inFlight.length === 0 ? en.stop.answered(ms) : en.stop.answeredBusy(ms, inFlight.join(', ')),
    ...closings.map(({ symbol, outcome, why }) => en.stop.closing(symbol, en.stop.outcomes[outcome], why)),
  ];
  const copy = async () => {
    await navigator.clipboard.writeText([...lines, at].join('\n'));
    setCopied(true);
  };
  return (
    <>
      <p className="done">
        ✓ <b>{lines[0]}</b>
      </p>
      {lines.slice(1).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <button type="button" onClick={() => void copy()}>
        {copied ? en.stop.copied : en.stop.copy}
      </button>
    </>
  );
}
