import { sayCount } from '../../figures/money.ts';
import { Part } from '../../parts/part.tsx';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

const words = en.settings;

/** What runs here, and what it is made of. */
export function AboutCard() {
  const of = useRead('GET /api/me', {});
  const { data: audit } = useRead('GET /api/audit', {});
  return (
    <Part title={words.about} of={of}>
      {({ version, build }) => (
        <dl className="about">
          <dt>{words.version}</dt>
          <dd>{version}</dd>
          <dt>{words.build}</dt>
          <dd>
            <code>{build}</code>
          </dd>
          <dt>{words.head}</dt>
          <dd>
            {audit?.head ? (
              <>
                <code>{audit.head}</code> <small>{words.records(sayCount(audit.records))}</small>
              </>
            ) : (
              words.noHead
            )}
          </dd>
          <dt>{words.licence}</dt>
          <dd>{words.licenceSays}</dd>
          <dt>{words.charts}</dt>
          <dd>
            {words.chartsSay}{' '}
            <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
              TradingView
            </a>
          </dd>
        </dl>
      )}
    </Part>
  );
}
