import { makeClient } from './demo/client.ts';
import { heading, say } from './demo/print.ts';
import { fillCart, placeOrder, search } from './demo/shopping.ts';
import { followOrder, tellStory } from './demo/story.ts';
import { dataFolderIn } from './project.ts';
import { DEMO_PASSWORD, demoAccount } from './supervisor/demo-accounts.ts';
import { findRunning } from './supervisor/lock.ts';

const expectEnd = (wanted: string, reached: ReadonlyMap<string, number>): void => {
  const last = [...reached.keys()].at(-1);
  if (last !== wanted) throw new Error(`the order was to end ${wanted}, but its last status is ${last ?? 'none'}`);
};

/** Plays the journey of a customer against a running platform, through the gateway only. Throws when anything differs from the promise. */
const play = async (url: string, mailUrl: string | undefined): Promise<void> => {
  const client = makeClient(url);
  try {
    heading(`Logging in at ${url}`);
    say(`  Welcome, ${await client.logIn(demoAccount('customer'), DEMO_PASSWORD)}`);
    const variant = await search(client);
    const cartId = await fillCart(client, variant);

    const startedAt = performance.now();
    const order = await placeOrder(client, { cartId }, 'pm_card_visa');
    heading(`Order ${order.number} was placed; its statuses, live`);
    const reached = await followOrder(client, order, startedAt);
    expectEnd('COMPLETED', reached);
    await tellStory(client, order);

    heading('The same with a card that the bank declines');
    const declinedAt = performance.now();
    const declined = await placeOrder(client, { lines: [{ sku: variant.sku, quantity: 1 }] }, 'pm_card_chargeDeclined');
    expectEnd('REJECTED', await followOrder(client, declined, declinedAt));
    await tellStory(client, declined);

    say(
      `\nFrom placeOrder to CONFIRMED: ${reached.get('CONFIRMED')} ms.${mailUrl ? ` The mails are at ${mailUrl}` : ''}`,
    );
  } finally {
    await client.close();
  }
};

const running = await findRunning(dataFolderIn(process.env));
const url = process.env['GATEWAY_URL'] ?? running?.gatewayUrl;
if (!url) {
  process.stderr.write(
    'Cardstock is not running (or still starting). Start it with npm start in another terminal, or name a gateway: GATEWAY_URL=http://…/graphql\n',
  );
  process.exit(1);
}
try {
  await play(url, running?.mailUrl);
} catch (err) {
  process.stderr.write(`\nThe demo did not go as promised: ${(err as Error).message}\n`);
  process.exit(1);
}
