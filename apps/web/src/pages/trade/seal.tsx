import { useState } from 'react';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

interface SealProps {
  readonly kind: 'position' | 'proposal';
  readonly id: string;
}

/** How much of the story the audit chain covers, and the chain itself. */
export function Seal({ kind, id }: SealProps) {
  const { data } = useRead('GET /api/audit/{kind}/{id}', { params: { kind, id } });
  const [copied, setCopied] = useState(false);
  const links = data?.links ?? [];
  const sealed = links.filter(({ seal }) => seal !== null);
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
  };
  return (
    <footer className="seal">
      {data && (
        <span>
          {en.trade.sealed(sealed.length, links.length)} <code>{sealed.at(-1)?.seal?.hash.slice(0, 12)}</code>
        </span>
      )}
      <a href={`/api/audit/${kind}/${id}`}>{en.trade.raw}</a>
      <button type="button" onClick={() => void copy()}>
        {copied ? en.stop.copied : en.trade.copyLink}
      </button>
    </footer>
  );
}
