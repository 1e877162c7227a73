import { sayPrice, sayRatio, sayShare, sayUsd } from '../../figures/money.ts';
import { sayTime } from '../../figures/time.ts';
import { payoffOf, stopShareOf, weighed } from '../../figures/trade-facts.ts';
import { EvidenceBars } from '../../parts/evidence-bars.tsx';
import { en } from '../../words/en.ts';
import { Chapter } from './chapter.tsx';
import type { Proposal, Story } from './story.ts';

const words = en.trade;

/** What started it: a signal with what spoke for and against it, or whoever asked for it. */
export function started({ proposal, signal, zone }: Story) {
  return (
    <Chapter no={1} title={words.started}>
      {signal ? (
        <>
          <p>
            {words.signalSays(signal.source, signal.signalType, signal.instrument?.symbol ?? signal.token)}{' '}
            <span className="faint">{signal.observedAt && sayTime(signal.observedAt, zone)}</span>
            {signal.confidence !== null && <> {words.confidence(sayShare(signal.confidence))}</>}
          </p>
          <EvidenceBars evidence={weighed(signal.evidence)} />
        </>
      ) : (
        <p>{words.originSays(words.origins[proposal.originKind] ?? proposal.originKind)}</p>
      )}
    </Chapter>
  );
}

/** What was planned: how much, near which price, with which stop and target. */
export function plan({ proposal }: Story) {
  const { agentId, sizeUsd, riskUsd, entryPrice, stopLoss, target, summary } = proposal;
  const stopShare = stopShareOf(proposal);
  const payoff = payoffOf(proposal);
  return (
    <Chapter no={2} title={words.plan}>
      <p>
        <span className={`agent ${agentId}`}>{agentId.toUpperCase()}</span>{' '}
        {sizeUsd !== null && <b>{sayUsd(sizeUsd)}</b>}
        {entryPrice !== null && ` ${words.near} ${sayPrice(entryPrice)}`}
        {stopLoss !== null && `, ${words.stop} ${sayPrice(stopLoss)}`}
        {stopShare !== null && ` (${sayShare(stopShare)})`}
        {target !== null && `, ${words.target} ${sayPrice(target)}`}
        {payoff !== null && `, ${words.payoff(sayRatio(payoff))}`}
        {riskUsd !== null && `; ${words.risks(sayUsd(riskUsd))}`}
      </p>
      {summary && <p className="faint">{summary}</p>}
    </Chapter>
  );
}

/** Which limits were looked at; those that stopped it in red, with what was seen and by which version of the policy. */
export function limits({ proposal: { verdicts, status } }: Story) {
  const shut = verdicts.filter(({ open }) => !open);
  const open = verdicts.filter((verdict) => verdict.open);
  return (
    <Chapter no={3} title={words.limits}>
      {shut.map((verdict) => (
        <p key={verdict.check} className="bad-text">
          <b>{verdict.message}</b>{' '}
          <span className="faint">
            {words.limitSays(verdict.limit ?? '–', verdict.observed ?? '–', verdict.policyVersion)}
          </span>
        </p>
      ))}
      {verdicts.length === 0 && <p className="faint">{words.noLimits}</p>}
      {open.length > 0 && <Passed verdicts={open} isRefused={status === 'rejected' && shut.length > 0} />}
    </Chapter>
  );
}

interface PassedProps {
  readonly verdicts: Proposal['verdicts'];
  readonly isRefused: boolean;
}

function Passed({ verdicts, isRefused }: PassedProps) {
  return (
    <details>
      <summary>{isRefused ? words.othersPassed(verdicts.length) : words.passed(verdicts.length)}</summary>
      <ul className="checks">
        {verdicts.map(({ gate, check, message }) => (
          <li key={`${gate} ${check}`}>✓ {message}</li>
        ))}
      </ul>
    </details>
  );
}

/** Who voted what, how sure, and how far off that was by the outcome. */
export function votes({ proposal }: Story) {
  const seated = [...proposal.votes].sort((a, b) => Number(a.written) - Number(b.written));
  return (
    <Chapter no={4} title={words.votes}>
      <p>
        <b className={proposal.status === 'rejected' ? 'lost' : ''}>{words.statuses[proposal.status]}</b>
        {proposal.resolution && `. ${proposal.resolution}`}
      </p>
      <ul className="votes">
        {seated.map(({ agentId, vote, probability, reason, written, brier }) => (
          <li key={agentId}>
            <span className={`agent ${agentId}`}>{agentId.toUpperCase()}</span>
            <span>
              {words.votesFor[vote]} {sayShare(probability)}
            </span>
            <span className="faint">
              {reason} {written && words.written} {brier !== null && words.brier(sayRatio(brier))}
            </span>
          </li>
        ))}
      </ul>
    </Chapter>
  );
}
