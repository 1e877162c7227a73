export { leadOf } from './lead.ts';
export { missingSourceKinds } from './missing-sources.ts';
export { research } from './research.ts';
export { STUDY_BARS, studyToken, type TokenStudy } from './token-study.ts';
