import { type CategoryTree, childrenOf, idNow } from '../domain/categories/tree.ts';
import { isListed } from '../domain/product/state.ts';
import type { WriteSide } from '../import/open-write-side.ts';
import { allProducts } from '../persistence/mongo/all-products.queries.ts';
import type { ExportRequest } from './arguments.ts';
import { csvHeader, csvRows } from './csv/write-csv.ts';
import { type ExportedProduct, listedProduct, wholeProduct } from './exported-product.ts';

const toLine = (value: object): string => `${JSON.stringify(value)}\n`;

async function* productsToExport({ mongo, events, tree }: WriteSide, hasAll: boolean): AsyncGenerator<ExportedProduct> {
  const categories = await tree.load();
  for await (const [id, product] of allProducts(mongo, events)) {
    if (hasAll) yield wholeProduct(id, product, (category) => idNow(categories, category));
    else if (isListed(product)) yield listedProduct(id, product);
  }
}

async function* exportProducts(writeSide: WriteSide, { format, hasAll }: ExportRequest): AsyncGenerator<string> {
  if (format === 'csv') yield csvHeader(hasAll);
  for await (const product of productsToExport(writeSide, hasAll))
    yield format === 'csv' ? csvRows(product, hasAll) : toLine(product);
}

/** Parents before children, and siblings in their order, so that reading them in this order makes the same tree. */
function* categoryLines(tree: CategoryTree, parentId: string | null = null): Generator<string> {
  for (const { id, name, slug } of childrenOf(tree, parentId)) {
    yield toLine({ id, name, slug, parentId });
    yield* categoryLines(tree, id);
  }
}

/** The text of a file, in pieces that are read as they are taken. */
export async function* exportCatalogue(
  writeSide: WriteSide,
  request: Omit<ExportRequest, 'path'>,
): AsyncGenerator<string> {
  switch (request.what) {
    case 'products':
      yield* exportProducts(writeSide, { path: undefined, ...request });
      break;
    case 'categories':
      yield* categoryLines(await writeSide.tree.load());
      break;
    case 'attributes':
      for (const definition of (await writeSide.definitions.load()).definitions) yield toLine(definition);
      break;
  }
}
