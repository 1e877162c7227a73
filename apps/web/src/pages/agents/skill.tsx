import { skillOf } from '../../figures/calibration.ts';
import { sayShare } from '../../figures/money.ts';
import { en } from '../../words/en.ts';

interface SkillProps {
  readonly brier: number | null;
  readonly votes: number;
}

/** How much better than a coin the votes of an agent were: right of the middle better, left of it worse. */
export function Skill({ brier, votes }: SkillProps) {
  const skill = skillOf(brier, votes);
  const width = skill === null ? 0 : Math.min(1, Math.abs(skill)) * 48;
  return (
    <div className="skill">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <path d="M50 0V6" className="track" />
        <path d="M2 3H98" className="track" />
        {skill !== null && (
          <rect
            x={skill < 0 ? 50 - width : 50}
            y="1"
            width={width}
            height="4"
            rx="1"
            className={skill < 0 ? 'against' : 'for'}
          />
        )}
      </svg>
      <span>
        {skill === null ? en.agents.unscored(votes) : en.agents.skill(sayShare(Math.abs(skill)), skill < 0, votes)}
      </span>
    </div>
  );
}
