import type { DocumentNode } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { Graph } from '../graph/graph.ts';

/** A valid subscription of a client. */
export interface SubscriptionRequest {
  readonly graph: Graph;
  readonly document: DocumentNode;
  /** The text of the document, to be read again when the graph changes. */
  readonly source: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: Omit<GatewayContext, 'signal'>;
  /** The position to go on from, where the transport knows it and not the document. */
  readonly after?: string | undefined;
  /** Called once if the client falls too far behind; nothing more comes then. */
  readonly onTooSlow: () => void;
}
