import { buildSchema } from 'graphql';
import type { GraphQueries, Launch, Variant } from '../application/ports.ts';
import type { GraphOutcome, makeDeleteVariant, makePublishGraph } from '../application/publish-graph.ts';
import { summaryOf } from '../domain/change-summary.ts';
import { changesBetween } from '../domain/changes/changes-between.ts';
import type { GitContext } from '../domain/git-context.ts';
import { variantOf } from './graph.view.ts';
import type { GraphqlModule, RequestContext } from './module.ts';

interface Options {
  readonly queries: Pick<GraphQueries, 'variant' | 'document'>;
  readonly publishGraph: ReturnType<typeof makePublishGraph>;
  readonly deleteVariant: ReturnType<typeof makeDeleteVariant>;
}

const sdl = `
  type SchemaPublicationResult { code: String! message: String! success: Boolean! publication: SchemaPublication }
  type GraphVariantDeletionResult { deleted: Boolean! }
  extend type GraphMutation {
    "rover graph publish: the schema of a graph that is not federated."
    uploadSchema(tag: String!, schemaDocument: String, gitContext: GitContextInput): SchemaPublicationResult
  }
  extend type GraphVariantMutation {
    "rover graph delete: ends the variant with all of its subgraphs."
    delete: GraphVariantDeletionResult!
  }
`;

interface UploadArguments {
  readonly tag: string;
  readonly schemaDocument?: string | null;
  readonly gitContext?: GitContext | null;
}

const MESSAGES = { PUBLISHED: 'The schema was published.', UNCHANGED: 'The schema is the one that is there already.' };
const CODES = { PUBLISHED: 'UPLOAD_SUCCESS', UNCHANGED: 'NO_CHANGES' };

/** `rover graph publish` and `rover graph delete`. */
export const publishGraphModule = ({ queries, publishGraph, deleteVariant }: Options): GraphqlModule => {
  const diffOf = async (before: Launch | undefined, after: Launch) => {
    if (before?.apiHash === undefined || after.apiHash === undefined) return null;
    const [old, next] = await Promise.all([before.apiHash, after.apiHash].map((hash) => queries.document(hash)));
    return { changeSummary: summaryOf(await changesBetween(buildSchema(old ?? ''), buildSchema(next ?? ''))) };
  };
  const resultOf = async (outcome: GraphOutcome) => {
    if (outcome.kind === 'REFUSED')
      return { code: 'REFUSED', message: outcome.reason, success: false, publication: null };
    const { kind, launch, before } = outcome;
    const variant: Variant | undefined = await queries.variant(launch);
    const publication = {
      variant: variant ? variantOf(variant) : null,
      schema: { hash: launch.apiHash },
      diffToPrevious: await diffOf(before.served, launch),
    };
    return { code: CODES[kind], message: MESSAGES[kind], success: true, publication };
  };
  return {
    sdl,
    resolvers: {
      GraphMutation: {
        uploadSchema: async ({ id }: { id: string }, args: UploadArguments, { access }: RequestContext) => {
          const viewer = await access.require('publish', id);
          const { tag: variant, schemaDocument, gitContext } = args;
          const schema = {
            ref: { graph: id, variant },
            sdl: schemaDocument ?? '',
            gitContext: gitContext ?? undefined,
          };
          return resultOf(await publishGraph(viewer, schema));
        },
      },
      GraphVariantMutation: {
        delete: async (
          { graph, name }: { graph: string; name: string },
          _args: unknown,
          { access }: RequestContext,
        ) => {
          const viewer = await access.require('publish', graph);
          await deleteVariant(viewer, { graph, variant: name });
          return { deleted: true };
        },
      },
    },
  };
};
