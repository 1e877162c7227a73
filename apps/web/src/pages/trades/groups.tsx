import { useState } from 'react';
import { Link } from 'wouter';
import { type Group, type GroupName, groupsOf } from '../../figures/trades/group.ts';
import { Choice } from '../../parts/choice.tsx';
import { Result } from '../../parts/figure.tsx';
import { en } from '../../words/en.ts';
import type { Trade } from './trade.ts';

interface GroupsProps {
  readonly trades: readonly Trade[];
  readonly zone: string;
}

const words = en.trades;
const HALF = 50;

/** What trades came to by token, source, hour or end, each with the trades behind it. */
export function Groups({ trades, zone }: GroupsProps) {
  const [by, setBy] = useState<GroupName>('token');
  const groups = groupsOf(trades, by, zone);
  const most = Math.max(0.01, ...groups.map(({ resultUsd }) => Math.abs(resultUsd)));
  return (
    <>
      <Choice name={words.groupBy} of={words.groups} chosen={by} choose={setBy} />
      {groups.length === 0 ? (
        <p className="empty">{words.none}</p>
      ) : (
        <ul className="groups">
          {groups.map((group) => (
            <Row key={group.key} by={by} group={group} most={most} />
          ))}
        </ul>
      )}
    </>
  );
}

interface RowProps {
  readonly by: GroupName;
  readonly group: Group;
  readonly most: number;
}

function Row({ by, group: { key, trades, wins, resultUsd }, most }: RowProps) {
  const width = (Math.abs(resultUsd) / most) * (HALF - 2);
  const name = by === 'exit' ? (en.trade.exits[key] ?? key) : by === 'hour' ? words.hour(key) : key;
  return (
    <li>
      {key === '' ? (
        <span>{words.noSource}</span>
      ) : (
        <Link href={`/trades?${new URLSearchParams({ [by]: key })}`}>{name}</Link>
      )}
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <path d="M50 0V8" className="track" />
        <rect
          x={resultUsd < 0 ? HALF - width : HALF}
          y="1"
          width={width}
          height="6"
          rx="1"
          className={resultUsd < 0 ? 'against' : 'for'}
        />
      </svg>
      <span className="num">
        <Result usd={resultUsd} />
      </span>
      <small>{en.desk.uses(wins, trades)}</small>
    </li>
  );
}
