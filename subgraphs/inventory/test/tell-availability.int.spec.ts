import { AnnounceAvailability, newId } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { anInventory, type Inventory } from './builders.ts';

let inventory: Inventory;
beforeAll(async () => {
  inventory = await anInventory();
  await inventory.withStock({ 'ASK-1': 3, 'ASK-2': 0 });
});
afterAll(() => inventory.stop());

const revisionOf = async (sku: string): Promise<number> =>
  (await inventory.levelsOf(sku)).reduce((sum, { version }) => sum + version, 0);
const answers = () =>
  inventory.received.filter(({ type, correlationId }) => type === 'InventoryChanged' && correlationId === 'test');
const ask = (skus: string[], id: string) => inventory.send(AnnounceAvailability, [{ skus }], [id]);

it('tells who asks how many pieces there are, as of the revision that was told before, of SKUs with levels only', async () => {
  const told = answers().length;
  const id = newId();
  await ask(['ASK-1', 'ASK-2', 'NEVER-HEARD'], id);
  await eventually(() => expect(answers()).toHaveLength(told + 1));
  expect(answers().at(-1)?.data).toEqual({
    levels: [
      { sku: 'ASK-1', available: 3, revision: await revisionOf('ASK-1') },
      { sku: 'ASK-2', available: 0, revision: await revisionOf('ASK-2') },
    ],
  });
  await ask(['ASK-1', 'ASK-2', 'NEVER-HEARD'], id);
  await ask(['NEVER-HEARD'], newId());
  await ask(['ASK-2'], newId());
  await eventually(() => expect(answers().length).toBeGreaterThanOrEqual(told + 2));
  expect(answers()).toHaveLength(told + 2);
  await inventory.expectAllIsWell();
});

it('answers while somebody changes the level, with what is committed', async () => {
  const told = answers().length;
  const letGo = await inventory.holdLevels('ASK-1');
  await ask(['ASK-1'], newId());
  await eventually(() => expect(answers()).toHaveLength(told + 1));
  await letGo();
  expect(answers().at(-1)?.data).toMatchObject({ levels: [{ sku: 'ASK-1', available: 3 }] });
});
