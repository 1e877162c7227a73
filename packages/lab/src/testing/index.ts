export { readCompanyTrades } from './company-trades.ts';
export { type Recording, recordDays, writeRecording } from './recording.ts';
