import { type Platform, startPlatform } from '../platform/platform.ts';
import { EXIT, say, seconds } from '../report.ts';
import { logInAs, registerBuyers } from '../workload/buyers.ts';
import { setStock } from '../workload/stock.ts';
import type { Scenario, Scene } from './scenario.ts';
import { SCENARIOS, WARM_UP } from './scenarios.ts';

const BUYERS = 40;
const PRODUCTS = 20;
const WANTED_MS = 2_000;

/** Hands out SKUs with the pieces that they were set to, each once. */
const openShelf = (stock: ReadonlyMap<string, number>) => {
  const left = [...stock];
  return (pieces: number): string => {
    const place = left.findIndex(([, has]) => has === pieces);
    const [found] = place < 0 ? [] : left.splice(place, 1);
    if (!found) throw new Error(`no SKU with ${pieces} pieces is left`);
    return found[0];
  };
};

const openScene = async ({ gatewayUrl }: Platform): Promise<Scene> => {
  const [buyers, staff] = await Promise.all([registerBuyers(gatewayUrl, BUYERS), logInAs(gatewayUrl, 'admin')]);
  const pieces = [...WARM_UP, ...SCENARIOS].flatMap((scenario) => scenario.pieces);
  return { gatewayUrl, buyers, staff, skuWith: openShelf(await setStock(gatewayUrl, staff.accessToken, pieces)) };
};

const playTimed = async (
  scene: Scene,
  { name, play }: Scenario,
): Promise<{ wrong: readonly string[]; tookMs: number }> => {
  const startedAt = performance.now();
  const wrong = await play(scene).catch((err: Error) => [`it could not be played to its end: ${err.message}`]);
  const tookMs = Math.round(performance.now() - startedAt);
  const time = `${tookMs} ms${tookMs > WANTED_MS ? ` (more than the ${WANTED_MS} ms wanted)` : ''}`;
  say(`  ${name.padEnd(34)} ${wrong.length === 0 ? 'exact' : 'WRONG'}  ${time}`);
  for (const line of wrong) say(`      ${line}`);
  return { wrong, tookMs };
};

/** Buyers who want the same thing at the same moment, on a platform of its own. Returns the exit code. */
export const verifyContention = async ({ isStrict }: { readonly isStrict: boolean }): Promise<number> => {
  say('Verifying under contention');
  const platform = await startPlatform({
    products: PRODUCTS,
    isDirect: true,
    more: { fulfillment: { AUTOPILOT: 'false' } },
  });
  try {
    const scene = await openScene(platform);
    for (const scenario of WARM_UP) await scenario.play(scene);
    say(`  ready after ${seconds()} s, warmed up`);
    const played = [];
    for (const scenario of SCENARIOS) played.push(await playTimed(scene, scenario));
    const isExact = played.every(({ wrong }) => wrong.length === 0);
    const isQuick = played.every(({ tookMs }) => tookMs <= WANTED_MS);
    return isExact && (isQuick || !isStrict) ? EXIT.ok : EXIT.breach;
  } finally {
    await platform.stop();
  }
};
