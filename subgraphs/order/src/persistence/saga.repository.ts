import type { EntityManager } from '@cardstock/service';
import { NEW_SAGA, nextCheckAt, type Saga, STEP_NAMES, type Step, type StepName, statusOf } from '../saga/saga.ts';
import { SagaRow } from './saga.row.ts';
import { SagaStepRow } from './saga-step.row.ts';

const toStep = (row: SagaStepRow): Step => ({
  state: row.state,
  attempts: row.attempts,
  undoAttempts: row.undoAttempts,
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
  compensatedAt: row.compensatedAt,
  error: row.error,
  deadlineAt: row.deadlineAt,
  isStuck: row.isStuck,
});

/** The process manager of an order, or a new one. Its rows stay managed, so that saving needs no second query. */
export const loadSaga = async (em: EntityManager, orderId: string): Promise<Saga> => {
  const [row, steps] = [await em.findOne(SagaRow, orderId), await em.find(SagaStepRow, { orderId })];
  if (!row) return NEW_SAGA;
  const known = steps.map((step): [StepName, Step] => [step.name, toStep(step)]);
  return { isUndoing: row.isUndoing, steps: { ...NEW_SAGA.steps, ...Object.fromEntries(known) } };
};

export const insertSaga = (em: EntityManager, orderId: string, saga: Saga): void => {
  const { isUndoing, steps } = saga;
  em.create(SagaRow, { orderId, status: statusOf(saga), isUndoing, nextCheckAt: nextCheckAt(saga) });
  for (const name of STEP_NAMES) em.create(SagaStepRow, { orderId, name, ...steps[name] });
};

/** Writes the process manager of an order; its rows are managed since it was loaded, so nothing is read again. */
export const saveSaga = async (em: EntityManager, orderId: string, saga: Saga): Promise<void> => {
  const row = await em.findOneOrFail(SagaRow, orderId);
  em.assign(row, { status: statusOf(saga), isUndoing: saga.isUndoing, nextCheckAt: nextCheckAt(saga) });
  for (const name of STEP_NAMES) em.assign(em.getReference(SagaStepRow, [orderId, name]), saga.steps[name]);
};
