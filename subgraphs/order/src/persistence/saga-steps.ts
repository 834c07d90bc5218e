import { NEW_SAGA, type Saga, STEP_NAMES, type Step, type StepName } from '../saga/saga.ts';

/** The steps of a saga as its row keeps them: moments as text. */
export type StoredSteps = Readonly<Partial<Record<StepName, Readonly<Record<string, unknown>>>>>;

const revive = (field: string, value: unknown): unknown =>
  field.endsWith('At') && typeof value === 'string' ? new Date(value) : value;

const toStep = (name: StepName, stored: StoredSteps): Step => {
  const fields = Object.entries(stored[name] ?? {}).map(([field, value]) => [field, revive(field, value)]);
  return { ...NEW_SAGA.steps[name], ...(Object.fromEntries(fields) as Partial<Step>) };
};

/** Reads the steps of a saga. A step, or a part of one, that was not known when it was written is new. */
export const toSteps = (stored: StoredSteps): Saga['steps'] =>
  Object.fromEntries(STEP_NAMES.map((name) => [name, toStep(name, stored)])) as Saga['steps'];
