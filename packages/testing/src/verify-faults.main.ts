import { verifyMutations } from './faults/mutations/verify-mutations.ts';
import { readOptions } from './faults/options.ts';
import { verifyFaults } from './faults/verify.ts';

const options = readOptions(process.argv.slice(2));
process.exit(await (options.mutate ? verifyMutations(options.seed) : verifyFaults(options)));
