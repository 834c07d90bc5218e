// The event catalogue: every message that one domain can send another, as an AsyncAPI 3.0 document made of the contracts.
import { readFile } from 'node:fs/promises';
import { CATALOGUE, envelope, SUBSCRIBERS } from '@cardstock/contracts';
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

const nameOf = (subscriber) => (subscriber === 'gateway' ? 'gateway' : `${subscriber} subgraph`);

const channelOf = (subscriber) => ({
  address: subscriber,
  description: `The queue of the ${nameOf(subscriber)} (BullMQ).`,
  messages: Object.fromEntries(
    CATALOGUE.filter(({ consumers }) => consumers.includes(subscriber)).map(({ type }) => [
      type,
      { $ref: `#/components/messages/${type}` },
    ]),
  ),
});

/** The document as text. */
export const eventCatalogue = async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const consuming = SUBSCRIBERS.filter((name) => CATALOGUE.some(({ consumers }) => consumers.includes(name)));
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Cardstock messages',
      version,
      description: 'What the domains tell each other. Generated from packages/contracts.',
    },
    channels: Object.fromEntries(consuming.map((name) => [name, channelOf(name)])),
    operations: Object.fromEntries(
      consuming.map((name) => [`${name}Receives`, { action: 'receive', channel: { $ref: `#/channels/${name}` } }]),
    ),
    components: {
      schemas: { Envelope: schemaOf(envelope) },
      messages: Object.fromEntries(CATALOGUE.map((contract) => [contract.type, messageOf(contract)])),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};
