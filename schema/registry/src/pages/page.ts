import type { Viewer } from '../domain/scopes.ts';

/** What a page is asked for. */
export interface PageRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly viewer: Viewer;
}

/** What a view shows; undefined where there is no such thing, or none for this viewer. */
export type PageContent = Readonly<Record<string, unknown>> & { readonly title: string };

/** One page for people. */
export interface Page {
  /** The route, as Fastify writes it; `:graph` in it is a graph that the viewer must be allowed to read. */
  readonly path: string;
  /** A file in views/, without its ending. */
  readonly view: string;
  read(request: PageRequest): Promise<PageContent | undefined>;
}
