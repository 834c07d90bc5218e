import { parseArgs } from 'node:util';
import { verifyContention } from './faults/contention/verify-contention.ts';

const { values } = parseArgs({ options: { 'strict-time': { type: 'boolean', default: false } } });
process.exit(await verifyContention({ isStrict: values['strict-time'] }));
