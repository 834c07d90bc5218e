export interface FormObject {
  [name: string]: FormValue;
}
export type FormValue = string | FormValue[] | FormObject;

const MAX_DEPTH = 6;

// "metadata[orderId]" → ["metadata", "orderId"]; "expand[]" → ["expand", ""]
const pathOf = (key: string): string[] => {
  const [name = '', ...rest] = key.split('[');
  return [name, ...rest.map((part) => part.replace(/\]$/, ''))].slice(0, MAX_DEPTH);
};

const childOf = (parent: FormObject, name: string): FormObject => {
  const existing = parent[name];
  if (typeof existing === 'object' && !Array.isArray(existing)) return existing;
  const child: FormObject = Object.create(null);
  parent[name] = child;
  return child;
};

const put = (form: FormObject, path: string[], value: string): void => {
  const parents = path.slice(0, -1);
  const target = parents.reduce((parent, name) => childOf(parent, name), form);
  const last = path.at(-1) ?? '';
  target[last === '' ? String(Object.keys(target).length) : last] = value;
};

const isList = (value: FormObject) =>
  Object.keys(value).length > 0 && Object.keys(value).every((key) => /^\d+$/.test(key));

// Lists arrive as numbered keys; objects without a prototype keep a key such as __proto__ a mere key.
const withLists = (value: FormValue): FormValue => {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  for (const [key, child] of Object.entries(value)) value[key] = withLists(child);
  return isList(value) ? Object.values(value) : value;
};

/** Reads a form-encoded body or query string the way Stripe nests it: metadata[orderId]=1&expand[]=latest_charge. */
export const parseForm = (text: string): FormObject => {
  const form: FormObject = Object.create(null);
  for (const [key, value] of new URLSearchParams(text)) put(form, pathOf(key), value);
  for (const [key, value] of Object.entries(form)) form[key] = key === 'metadata' ? value : withLists(value);
  return form;
};
