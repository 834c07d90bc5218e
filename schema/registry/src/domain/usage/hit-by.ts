import type { SchemaChange } from '../changes/schema-change.ts';
import type { Touches } from './touches.ts';

type Hits = (change: SchemaChange, touches: Touches) => boolean;

const parentOf = (coordinate: string): string => coordinate.replace(/(\.[^.()]+|\([^()]*\))$/, '');

const selects: Hits = ({ coordinate }, { fields }) => fields.has(coordinate);
const selectsItsField: Hits = ({ coordinate }, { fields }) => fields.has(parentOf(coordinate));
const givesIt: Hits = ({ coordinate }, { given }) => given.has(coordinate);
const maySendItsType: Hits = ({ coordinate }, { sent }) => sent.has(parentOf(coordinate));
const touchesIt: Hits = ({ coordinate }, { types }) => types.has(coordinate);
const carriesIt: Hits = ({ coordinate }, { directives }) => directives.has(parentOf(coordinate));

/** Who names the member asks for something that can't come any more; the others only never see it again. */
const dependsOnMember: Hits = ({ coordinate, member = '' }, { types, conditions }) =>
  types.has(coordinate) && (conditions.has(member) || (conditions.has(coordinate) && types.has(member)));

const RULES: Readonly<Record<string, Hits>> = {
  FIELD_REMOVED: selects,
  FIELD_CHANGED_TYPE: selects,
  ARG_REMOVED: givesIt,
  ARG_CHANGED_TYPE: givesIt,
  REQUIRED_ARG_ADDED: selectsItsField,
  ARG_CHANGED_TYPE_OPTIONAL_TO_REQUIRED: ({ coordinate }, { lacking }) => lacking.has(coordinate),
  FIELD_REMOVED_FROM_INPUT_OBJECT: maySendItsType,
  FIELD_ON_INPUT_OBJECT_CHANGED_TYPE: maySendItsType,
  REQUIRED_FIELD_ADDED_TO_INPUT_OBJECT: maySendItsType,
  ONE_OF_ADDED_TO_INPUT_OBJECT: ({ coordinate }, { sent }) => sent.has(coordinate),
  VALUE_REMOVED_FROM_ENUM: (change, touches) =>
    touches.values.has(change.coordinate) || maySendItsType(change, touches),
  TYPE_REMOVED: touchesIt,
  TYPE_CHANGED_KIND: touchesIt,
  TYPE_REMOVED_FROM_UNION: dependsOnMember,
  TYPE_REMOVED_FROM_INTERFACE: dependsOnMember,
  ROOT_TYPE_CHANGED: ({ coordinate }, { kinds }) => kinds.has(coordinate),
  DIRECTIVE_REMOVED: carriesIt,
  DIRECTIVE_LOCATION_REMOVED: carriesIt,
  DIRECTIVE_REPEATABLE_REMOVED: carriesIt,
  REQUIRED_DIRECTIVE_ARG_ADDED: carriesIt,
  DIRECTIVE_ARG_REMOVED: givesIt,
  DIRECTIVE_ARG_CHANGED_TYPE: givesIt,
};

/** Whether a breaking change breaks, or may break, an operation that touches this. */
export const isHitBy: Hits = (change, touches) =>
  change.severity === 'BREAKING' && (RULES[change.code] ?? touchesIt)(change, touches);

/** Changes of which the rule above may not see everything: whether a fragment can still be spread, above all. */
const INEXACT: ReadonlySet<string> = new Set([
  'TYPE_REMOVED_FROM_UNION',
  'TYPE_REMOVED_FROM_INTERFACE',
  'TYPE_CHANGED_KIND',
]);

/** Whether an operation that a breaking change does not hit may be broken by it nonetheless. */
export const mayBreakOtherwise = ({ severity, code }: SchemaChange): boolean =>
  severity === 'BREAKING' && (INEXACT.has(code) || !(code in RULES));
