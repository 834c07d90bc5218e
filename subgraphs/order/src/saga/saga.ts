export const STEP_NAMES = [
  'reserve-stock',
  'authorize-payment',
  'confirm',
  'fulfil',
  'reduce-shipment',
  'release-lines',
  'capture-payment',
  'commit-stock',
  'complete',
] as const;
export type StepName = (typeof STEP_NAMES)[number];
export type StepState = 'PENDING' | 'RUNNING' | 'DONE' | 'FAILED' | 'COMPENSATING' | 'COMPENSATED';

export const SAGA_STATUSES = ['RUNNING', 'COMPLETED', 'COMPENSATING', 'COMPENSATED', 'STUCK'] as const;
export type SagaStatus = (typeof SAGA_STATUSES)[number];

export interface Step {
  readonly state: StepState;
  /** How often it was asked for. */
  readonly attempts: number;
  /** How often its undoing was asked for. */
  readonly undoAttempts: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly compensatedAt: Date | null;
  readonly error: string | null;
  /** When it is asked for again; null where nothing, or a person, is waited for. */
  readonly deadlineAt: Date | null;
  /** Asked for as often as allowed, without an answer. */
  readonly isStuck: boolean;
  /** How many of its attempts count no more: they were answered after all, or people let it try anew. */
  readonly forgiven?: number;
  readonly undoForgiven?: number;
}

const OPTIONAL_STEPS: ReadonlySet<StepName> = new Set(['reduce-shipment', 'release-lines']);

/** Whether a step is part of the story of an order: some happen only where its lines were changed. */
export const isTold = (name: StepName, { state }: Pick<Step, 'state'>): boolean =>
  state !== 'PENDING' || !OPTIONAL_STEPS.has(name);

/** The process manager of one order. */
export interface Saga {
  /** Set once the order has ended early: what was done is being undone. */
  readonly isUndoing: boolean;
  readonly steps: Readonly<Record<StepName, Step>>;
}

const NEW_STEP: Step = {
  state: 'PENDING',
  attempts: 0,
  undoAttempts: 0,
  startedAt: null,
  finishedAt: null,
  compensatedAt: null,
  error: null,
  deadlineAt: null,
  isStuck: false,
};

export const NEW_SAGA: Saga = {
  isUndoing: false,
  steps: {
    'reserve-stock': NEW_STEP,
    'authorize-payment': NEW_STEP,
    confirm: NEW_STEP,
    fulfil: NEW_STEP,
    'reduce-shipment': NEW_STEP,
    'release-lines': NEW_STEP,
    'capture-payment': NEW_STEP,
    'commit-stock': NEW_STEP,
    complete: NEW_STEP,
  },
};

/** How the whole goes, as its steps tell it. */
export const statusOf = ({ isUndoing, steps }: Saga): SagaStatus => {
  const all = STEP_NAMES.map((name) => steps[name]);
  if (all.some(({ isStuck }) => isStuck)) return 'STUCK';
  if (isUndoing) return all.some(({ state }) => state === 'COMPENSATING') ? 'COMPENSATING' : 'COMPENSATED';
  const isOver = steps.complete.state === 'DONE' && all.every(({ state }) => state !== 'RUNNING');
  return isOver ? 'COMPLETED' : 'RUNNING';
};

/** When the watchdog must look at it next, if ever. */
export const nextCheckAt = ({ steps }: Saga): Date | null => {
  const deadlines = STEP_NAMES.map((name) => steps[name].deadlineAt).filter((at) => at !== null);
  return deadlines.length === 0 ? null : new Date(Math.min(...deadlines.map((at) => at.getTime())));
};
