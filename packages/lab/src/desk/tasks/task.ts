import type { TaskRequest } from '@atc/agents/tasks';
import type { Desk } from '../state/index.ts';

/** What an agent does alone; false: it failed, and its place among the day's tasks is given back. */
export type DeskTask = (desk: Desk, request: TaskRequest) => boolean;
