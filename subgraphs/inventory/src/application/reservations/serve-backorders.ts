import type { InUnit } from '../ports.ts';
import { carryOut } from './carry-out.ts';

interface Parts {
  readonly inUnit: InUnit;
  readonly now: () => Date;
  /** How long pieces are held before their order is asked about them, in milliseconds. */
  readonly holdForMs: number;
}

const AT_ONCE = 50;

/**
 * Serves the line of one SKU of which there may be more by now; false where no line was called. First come, first served,
 * but who can be served goes before who cannot: an order that wants more than there is, or another SKU too, keeps its
 * place without holding up those behind it.
 */
export const serveBackorders =
  ({ inUnit, now, holdForMs }: Parts) =>
  (): Promise<boolean> =>
    inUnit(async (unit) => {
      const call = await unit.backorders.nextCall();
      if (!call) return false;
      const at = now();
      const expiresAt = new Date(at.getTime() + holdForMs);
      const line = await unit.backorders.inLine(call, AT_ONCE);
      await carryOut(
        unit,
        line.map((order) => ({ ...order, command: { type: 'ServeBackorder', at, expiresAt } })),
      );
      const isEnd = line.length < AT_ONCE;
      await unit.backorders.answerCall(call, isEnd ? null : (line.at(-1)?.position ?? null));
      return true;
    });
