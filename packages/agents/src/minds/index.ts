export type { DistilBriefing, Distillation, Learned } from './distillation.ts';
export {
  type Answer,
  answer,
  type Claim,
  type Claimed,
  claim,
  type Earlier,
  findingsOf,
  madeIn,
  madePoint,
  type Point,
  pointOf,
  stanceOn,
  unfounded,
} from './findings/index.ts';
export { ungroundedNumbers } from './grounding.ts';
export {
  faultOfIdea,
  type IdeaBriefing,
  type IdeaFigure,
  type IdeaOption,
  ideaBriefing,
  ideaFigures,
  type OwnIdea,
  type WrongSide,
  wrongSides,
} from './idea.ts';
export type { Imagined, Mind, Minds, ReviewOpinion, Speech, Tainted, VoteChoice } from './mind.ts';
export { openMinds } from './open-minds.ts';
export { type ForetoldRecord, type ReviewBriefing, reviewBriefing, type TradeRecord } from './review.ts';
export { actionsOf, findingsBy, judgeAs } from './rule-mind/index.ts';
export { type TalkBriefing, talkBriefing } from './talk.ts';
