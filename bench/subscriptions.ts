// npm run bench:subscriptions: how soon 2,000 subscribers on one gateway process have an event that is joined over three
// subgraphs, what each of them costs, and whether anything is lost or comes twice. Starts all that it needs; under 90 seconds.
import { startFederation } from './subscriptions/federation.ts';
import { describeRun } from './subscriptions/report.ts';
import { measure } from './subscriptions/run.ts';

const SUBSCRIBERS = Number(process.env['BENCH_SUBSCRIBERS'] ?? 2_000);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 8);

/** Who subscribes to what, and how often a price changes. */
const PROFILES = [
  { name: 'all see the same: one viewer, one card', viewers: 1, cards: 1, eventsPerSecond: 4 },
  { name: '100 users with 20 windows each, one card', viewers: 100, cards: 1, eventsPerSecond: 1 },
  {
    name: 'nothing shared: everybody a user with a card of their own',
    viewers: SUBSCRIBERS,
    cards: SUBSCRIBERS,
    eventsPerSecond: 100,
  },
];

// A machine that is too slow for it is not to be kept busy for long; the other processes end with this one.
setTimeout(() => {
  process.stderr.write('the benchmark took longer than 90 seconds\n');
  process.exit(1);
}, 90_000).unref();

const federation = await startFederation();
try {
  for (const profile of PROFILES) {
    const run = await measure(federation, { ...profile, subscribers: SUBSCRIBERS, seconds: SECONDS });
    process.stdout.write(`\n${describeRun(run)}\n`);
    if (run.lost + run.duplicated + run.flawed > 0) process.exitCode = 1;
  }
} finally {
  await federation.stop();
}
