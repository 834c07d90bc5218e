import type { CompiledOperation, OperationSource } from './compiled-operation.ts';
import { makeCompiler } from './compiled-operation.ts';
import type { FetchSubgraph } from './fetch-subgraph.ts';
import type { Execute } from './operation.ts';
import { runOperation } from './run-operation.ts';

interface PlanExecutorOptions {
  readonly fetch: FetchSubgraph;
  readonly compile?: (source: OperationSource) => CompiledOperation;
}

/** Plans operations, runs their plans and shapes the answers: everything about an operation is worked out once. */
export const makePlanExecutor = ({ fetch, compile = makeCompiler() }: PlanExecutorOptions): Execute => {
  return async (asked) => {
    const compiled = compile(asked);
    const errors = compiled.checkVariables(asked.variables);
    return errors.length > 0 ? { errors } : runOperation(compiled, asked, fetch);
  };
};
