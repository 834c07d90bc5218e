import type { ConditionNode, PlanNode } from '@apollo/query-planner';
import { compileEntityFetch } from './entity-fetch.ts';
import { compileRootFetch, type PlanContext } from './fetch-node.ts';
import { compilePath, objectsAt, type PlacePath } from './places.ts';
import type { RunNode } from './plan-run.ts';

const nothing: RunNode = async () => {};

const inSequence =
  (nodes: readonly RunNode[]): RunNode =>
  async (run, targets) => {
    for (const node of nodes) await node(run, targets);
  };

const inParallel =
  (nodes: readonly RunNode[]): RunNode =>
  async (run, targets) => {
    await Promise.all(nodes.map((node) => node(run, targets)));
  };

const onCondition = (node: ConditionNode, place: PlacePath, context: PlanContext): RunNode => {
  const whenTrue = node.ifClause ? compileNode(node.ifClause, place, context) : nothing;
  const whenFalse = node.elseClause ? compileNode(node.elseClause, place, context) : nothing;
  return (run, targets) => (run.conditions[node.condition] ? whenTrue : whenFalse)(run, targets);
};

/** Compiles a part of a plan for the place in the answer that it adds to. Throws for @defer, which nobody can ask for. */
export const compileNode = (node: PlanNode, place: PlacePath, context: PlanContext): RunNode => {
  switch (node.kind) {
    case 'Fetch':
      return node.requires
        ? compileEntityFetch(node, node.requires, place, context)
        : compileRootFetch(node, place, context);
    case 'Sequence':
      return inSequence(node.nodes.map((child) => compileNode(child, place, context)));
    case 'Parallel':
      return inParallel(node.nodes.map((child) => compileNode(child, place, context)));
    case 'Condition':
      return onCondition(node, place, context);
    case 'Flatten': {
      const path = compilePath(node.path, context.conditions);
      const inner = compileNode(node.node, [...place, ...path], context);
      return (run, targets) => inner(run, [...objectsAt(targets, path)]);
    }
    case 'Defer':
      throw new Error('the planner made a plan with @defer, which this gateway does not offer');
  }
};
