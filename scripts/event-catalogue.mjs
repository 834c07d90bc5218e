// The event catalogue: every message that one domain can send another, as an AsyncAPI 3.0 document made of the contracts.
import { readFile } from 'node:fs/promises';
import { CATALOGUE, DOMAINS, envelope } from '@cardstock/contracts';
import { z } from 'zod';

const schemaOf = (schema) => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
};

const messageOf = ({ type, version, kind, publishers, description, schema }) => ({
  name: type,
  title: `${type} v${version}`,
  summary: description,
  tags: [{ name: kind }],
  'x-publishers': publishers,
  payload: {
    allOf: [
      { $ref: '#/components/schemas/Envelope' },
      { properties: { type: { const: type }, version: { const: version }, data: schemaOf(schema) } },
    ],
  },
});

const channelOf = (domain) => ({
  address: domain,
  description: `The queue of the ${domain} subgraph (BullMQ).`,
  messages: Object.fromEntries(
    CATALOGUE.filter(({ consumers }) => consumers.includes(domain)).map(({ type }) => [
      type,
      { $ref: `#/components/messages/${type}` },
    ]),
  ),
});

/** The document as text. */
export const eventCatalogue = async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const consuming = DOMAINS.filter((domain) => CATALOGUE.some(({ consumers }) => consumers.includes(domain)));
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Cardstock messages',
      version,
      description: 'What the domains tell each other. Generated from packages/contracts.',
    },
    channels: Object.fromEntries(consuming.map((domain) => [domain, channelOf(domain)])),
    operations: Object.fromEntries(
      consuming.map((domain) => [
        `${domain}Receives`,
        { action: 'receive', channel: { $ref: `#/channels/${domain}` } },
      ]),
    ),
    components: {
      schemas: { Envelope: schemaOf(envelope) },
      messages: Object.fromEntries(CATALOGUE.map((contract) => [contract.type, messageOf(contract)])),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};
