import { attributeProblems } from '../../domain/attributes/check-attributes.ts';
import type { CatalogRules } from '../../domain/product/decision.ts';
import type { ProductEvent } from '../../domain/product/events.ts';
import type { UniqueName } from '../../domain/product/names.ts';
import type { InvalidAttributeValue } from '../../domain/product/refusals.ts';
import { editOf, type Product } from '../../domain/product/state.ts';
import type { NameHolders, ProductDocuments, ProductEvents } from '../write.ports.ts';
import { type ImportedProduct, importOf, namesTakenBy } from './import-products.ts';

/** How far a source is measured by the definitions of attributes: what we map ourselves brings what no definition knows. */
export type AttributeChecks = 'all' | 'defined' | 'none';

/** What importing a product would come to. */
export interface ImportForecast {
  readonly outcome: 'created' | 'revised' | 'unchanged';
  /** Its document is not that of its latest event: whoever wrote the event was killed before. */
  readonly isLagging: boolean;
  /** Names that other products have. */
  readonly taken: readonly UniqueName[];
  readonly attributes: readonly InvalidAttributeValue[];
  readonly unknownCategories: readonly string[];
}

interface Parts {
  readonly events: Pick<ProductEvents, 'load'>;
  readonly documents: Pick<ProductDocuments, 'versionsOf'>;
  readonly names: NameHolders;
  rules(): Promise<CatalogRules>;
}

export interface CheckContext {
  readonly attributes: AttributeChecks;
  readonly at: Date;
}

export type CheckImport = (batch: readonly ImportedProduct[], context: CheckContext) => Promise<ImportForecast[]>;

interface Pending {
  readonly imported: ImportedProduct;
  readonly known: Product | undefined;
  readonly event: ProductEvent | undefined;
}

const outcomeOf = ({ event, known }: Pending): ImportForecast['outcome'] => {
  if (!event) return 'unchanged';
  return known ? 'revised' : 'created';
};

/** Categories are taken with a product that is new; later they are for staff to assign. */
const strangeCategories = ({ imported, event, known }: Pending, { categoryIdNow }: CatalogRules): string[] =>
  event && !known ? (imported.beginning?.categories ?? []).filter((id) => categoryIdNow(id) === undefined) : [];

const wrongAttributes = (
  { imported: { details, beginning }, event, known }: Pending,
  { definitions }: CatalogRules,
  checks: AttributeChecks,
): InvalidAttributeValue[] => {
  const isOutOfReach = !event || known?.edited.includes(editOf('attributes')) === true;
  if (checks === 'none' || definitions.length === 0 || isOutOfReach) return [];
  const categories = known?.categories ?? beginning?.categories ?? [];
  const described = { kind: details.kind, attributes: details.attributes, categories };
  const wrong = attributeProblems(definitions, described, known?.details.attributes ?? {});
  return wrong.filter(({ problem }) => checks === 'all' || problem !== 'UNKNOWN');
};

/** Says what importing a batch would come to, product by product, and writes nothing. */
export const makeCheckImport =
  ({ events, documents, names, rules }: Parts): CheckImport =>
  async (batch, { attributes, at }) => {
    const ids = batch.map(({ id }) => id);
    const [products, versions, catalogRules] = await Promise.all([
      events.load(ids),
      documents.versionsOf(ids),
      rules(),
    ]);
    const pending = batch.map((imported): Pending => {
      const known = products.get(imported.id);
      return { imported, known, event: importOf(imported, known) };
    });
    const wanted = pending.flatMap(({ imported: { id }, known, event }) =>
      event ? [{ productId: id, version: (known?.version ?? 0) + 1, names: namesTakenBy(event, known) }] : [],
    );
    const taken = await names.takenFrom(wanted, at);
    return pending.map((one) => ({
      outcome: outcomeOf(one),
      isLagging: (one.known?.version ?? 0) > (versions.get(one.imported.id) ?? 0),
      taken: taken.get(one.imported.id) ?? [],
      attributes: wrongAttributes(one, catalogRules, attributes),
      unknownCategories: strangeCategories(one, catalogRules),
    }));
  };
