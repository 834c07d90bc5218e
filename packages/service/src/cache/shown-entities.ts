import { entityTag, listTag } from '@cardstock/contracts';
import { type GraphQLResolveInfo, isCompositeType, isNonNullType } from 'graphql';
import type { EntityKeys } from './entity-keys.ts';

interface Resolving {
  readonly source: unknown;
  readonly args: Readonly<Record<string, unknown>>;
  readonly info: GraphQLResolveInfo;
}
type WhenResolved = (err: Error | null, result?: unknown) => void;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Gathers what one answer shows, field by field: the entities in it, and the lists that it depends on. */
export class ShownEntities {
  readonly #keys: EntityKeys;
  readonly #seen = new Set<unknown>();
  readonly #tags = new Set<string>();
  #areAllHinted = true;

  constructor(keys: EntityKeys) {
    this.#keys = keys;
  }

  get tags(): string[] {
    return [...this.#tags];
  }

  /**
   * Whether the schema has a hint for all types that were asked for by reference. Apollo Server takes the hint of any of
   * them for all, so that one without a hint beside others would be stored.
   */
  get areAllHinted(): boolean {
    return this.#areAllHinted;
  }

  /** To be called before a field is resolved. */
  sees({ source, args, info }: Resolving): WhenResolved | undefined {
    if (info.path.prev === undefined) return this.#root(args, info);
    // A set, because this is called for every field of an entity.
    if (this.#seen.has(source)) return undefined;
    this.#seen.add(source);
    this.#add(info.parentType.name, source);
    return undefined;
  }

  #root(args: Resolving['args'], info: GraphQLResolveInfo): WhenResolved | undefined {
    if (info.fieldName === '_entities') return this.#representations(args['representations']);
    const addLists = () => {
      for (const type of this.#keys.within(info.returnType)) this.#tags.add(listTag(type));
    };
    const type = isNonNullType(info.returnType) ? info.returnType.ofType : info.returnType;
    const isOneEntity = isCompositeType(type) && this.#keys.of(type.name) !== undefined;
    if (!isOneEntity) return void addLists();
    // One that is not there yet may come.
    return (_err, result) => {
      if (result === null || result === undefined) addLists();
    };
  }

  /** Known or not: one that is unknown may come. */
  #representations(representations: unknown): undefined {
    if (!Array.isArray(representations)) return;
    for (const one of representations) {
      if (!isRecord(one)) continue;
      const typeName = String(one['__typename']);
      this.#areAllHinted &&= this.#keys.isHinted(typeName);
      this.#add(typeName, one);
    }
  }

  #add(typeName: string, entity: unknown): void {
    const key = this.#keys.of(typeName);
    if (!key || !isRecord(entity)) return;
    const values = key.map((field) => entity[field]);
    const isNamed = values.length > 0 && values.every((value) => ['string', 'number'].includes(typeof value));
    this.#tags.add(isNamed ? entityTag(typeName, ...values) : listTag(typeName));
  }
}
