import { describe, expect, it } from '@jest/globals';
import { makeDesk } from './desk.ts';
import type { Fault } from './points.ts';

const COMMIT: Fault = { point: 'before the commit', service: 'order', step: 'InventoryReserved' };
const CLAIM: Fault = { point: 'before the inbox insert', service: 'order', step: 'AuthorizePayment' };

const armed = () => {
  const struck: Fault[] = [];
  const desk = makeDesk();
  desk.arm([COMMIT, CLAIM], (fault) => struck.push(fault));
  return { desk, struck };
};

describe('the desk of a service', () => {
  it('strikes once, with the first armed fault whose place is reached', () => {
    const { desk, struck } = armed();
    expect(desk.take('before the commit', ['AuthorizePayment'])).toBe(false);
    expect(desk.take('before the inbox insert', ['AuthorizePayment'])).toBe(true);
    expect(desk.take('before the commit', ['InventoryReserved'])).toBe(false);
    desk.strike();
    desk.strike();
    expect(struck).toEqual([CLAIM]);
  });

  it('does nothing to a process that died of something else meanwhile', () => {
    const { desk, struck } = armed();
    desk.take('before the commit', ['InventoryReserved']);
    desk.disarm();
    desk.strike();
    expect(struck).toEqual([]);
  });
});
