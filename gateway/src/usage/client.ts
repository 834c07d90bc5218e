/** The program that sends an operation, as it names itself. */
export interface ClientName {
  readonly name: string;
  readonly version: string;
}

const NAME = 'apollographql-client-name';
const VERSION = 'apollographql-client-version';
const LONGEST = 100;

const UNNAMED: ClientName = { name: '', version: '' };

const CONTROLS = /\p{Cc}/gu;

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.replace(CONTROLS, '').slice(0, LONGEST).trim() : '';

/** The client that headers, or the parameters of a socket, name; with empty texts for what they do not. */
export const clientIn = (named: Readonly<Record<string, unknown>> | null | undefined): ClientName => {
  const name = textOf(named?.[NAME]);
  const version = textOf(named?.[VERSION]);
  return name || version ? { name, version } : UNNAMED;
};

/** The client that the `extensions` of a request name, which counts where no header does. */
export const clientInExtensions = (extensions: Readonly<Record<string, unknown>> | null | undefined): ClientName => {
  const info = extensions?.['clientInfo'] as Readonly<Record<string, unknown>> | null | undefined;
  if (typeof info !== 'object') return UNNAMED;
  return clientIn({ [NAME]: info?.['clientName'], [VERSION]: info?.['clientVersion'] });
};

export const isNamed = ({ name, version }: ClientName): boolean => name !== '' || version !== '';
