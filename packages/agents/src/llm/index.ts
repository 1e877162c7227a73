export { openAnswerRoom } from './answer-room.ts';
export { type Asked, askModel, type ModelContext, type Told } from './ask-model.ts';
export { openModelClient } from './client/openai-client.ts';
export { openModelBreaker } from './model-breaker.ts';
