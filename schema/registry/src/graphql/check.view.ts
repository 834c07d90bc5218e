import type { AffectedOperation, CheckedChange, CheckResult, CheckWorkflow } from '../checks/ports.ts';
import { lintResultOf } from './lint.ts';

const clientOf = ({ name, version, requests, lastSeen }: AffectedOperation['clients'][number]) => ({
  ...{ name, version, requests, lastSeen },
});

const changeOf = ({ operations, ...change }: CheckedChange) => ({
  ...change,
  operations: operations.map(({ clients, ...operation }) => ({ ...operation, clients: clients.map(clientOf) })),
});

const compositionTask = ({ status, coreSchemaModified, errors }: NonNullable<CheckResult['composition']>) => ({
  __typename: 'CompositionCheckTask',
  ...{ status, coreSchemaModified },
  result: { __typename: 'CompositionCheckResult', errors },
});

/** A task that never began has no result. */
const operationsTask = ({ status, numberOfCheckedOperations, changes }: NonNullable<CheckResult['operations']>) => ({
  __typename: 'OperationsCheckTask',
  status,
  result:
    status === 'BLOCKED'
      ? null
      : {
          checkSeverity: status === 'FAILED' ? 'FAILURE' : 'NOTICE',
          numberOfCheckedOperations,
          changes: changes.map(changeOf),
        },
});

const lintTask = (lint: NonNullable<CheckResult['lint']>, subgraph: string | undefined) => ({
  __typename: 'LintCheckTask',
  status: lint.status,
  result: lint.diagnostics.length > 0 ? lintResultOf(lint, subgraph) : null,
});

const PENDING = { __typename: 'OperationsCheckTask', status: 'PENDING', result: null };

/** A check as Rover asks for it; each task leads to the page that tells more. */
export const workflowOf = ({ id, status, result, subgraph }: CheckWorkflow, targetURL: string) => {
  const { composition, operations, lint } = result ?? {};
  const tasks = [
    ...(composition ? [compositionTask(composition)] : []),
    ...(operations ? [operationsTask(operations)] : []),
    ...(lint ? [lintTask(lint, subgraph)] : []),
    ...(status === 'PENDING' ? [PENDING] : []),
  ];
  return { id, status, tasks: tasks.map((task) => ({ ...task, targetURL })) };
};
