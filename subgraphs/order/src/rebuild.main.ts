import { parseArgs } from 'node:util';
import { makeLog, openDatabase, parseConfig, sqlOf } from '@cardstock/service';
import { orderConfig } from './config.ts';
import { type Difference, rebuildReadModel } from './persistence/rebuild.ts';
import { DATABASE } from './service.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const show = ({ orderId, field, stored, rebuilt }: Difference): void =>
  print(`${orderId} ${field}: ${JSON.stringify(stored)} should be ${JSON.stringify(rebuilt)}`);

/** Rebuilds once, or compares only with --check. Resolves to whether the read model is right now. */
const run = async (): Promise<boolean> => {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const isCheck = values.check;
  const config = parseConfig(orderConfig, process.env);
  const log = makeLog({ name: 'order', level: config.LOG_LEVEL });
  const orm = await openDatabase({ url: config.DATABASE_URL, ...DATABASE, log });
  try {
    const { orders, wrong } = await rebuildReadModel({
      inTransaction: (work) => orm.em.fork().transactional((em) => work(sqlOf(em))),
      onDifference: show,
      isCheck,
    });
    print(`${orders} orders read, ${wrong} ${isCheck ? 'differ from their events' : 'put right'}`);
    return !isCheck || wrong === 0;
  } finally {
    await orm.close();
  }
};

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (err) {
  process.stderr.write(`The orders could not be rebuilt: ${err instanceof Error ? err.message : String(err)}\n`);
  process.exitCode = 2;
}
