import { join } from 'node:path';
import { z } from 'zod';
import { startMail } from './mail/index.ts';
import { startPayments } from './payments/index.ts';

const port = z.coerce.number().int().min(1).max(65_535);

const environment = z.object({
  PAYMENTS_PORT: port,
  MAIL_SMTP_PORT: port,
  MAIL_HTTP_PORT: port,
  SANDBOX_DATA_DIR: z.string().min(1),
  STRIPE_SECRET_KEY: z.string().startsWith('sk_test_'),
  STRIPE_WEBHOOK_SECRET: z.string().min(1),
  PAYMENT_WEBHOOK_DELAY_MS: z.coerce.number().int().nonnegative().default(250),
  PAYMENT_WEBHOOK_URL: z.union([z.literal('').transform(() => undefined), z.url()]).optional(),
});

const log = (line: string) => process.stdout.write(`${line}\n`);

const readConfig = () => {
  const parsed = environment.safeParse(process.env);
  if (parsed.success) return parsed.data;
  process.stderr.write(`The sandboxes cannot start with this environment:\n${z.prettifyError(parsed.error)}\n`);
  process.exit(1);
};

const start = async (config: z.output<typeof environment>) => {
  const payments = await startPayments({
    port: config.PAYMENTS_PORT,
    dataFolder: join(config.SANDBOX_DATA_DIR, 'payments'),
    secretKey: config.STRIPE_SECRET_KEY,
    webhookUrl: config.PAYMENT_WEBHOOK_URL,
    webhookSecret: config.STRIPE_WEBHOOK_SECRET,
    webhookDelayMs: config.PAYMENT_WEBHOOK_DELAY_MS,
    log,
  });
  const mailFolder = join(config.SANDBOX_DATA_DIR, 'mail');
  const mail = await startMail({
    smtpPort: config.MAIL_SMTP_PORT,
    httpPort: config.MAIL_HTTP_PORT,
    dataFolder: mailFolder,
    log,
  });
  return () => Promise.all([payments.stop(), mail.stop()]);
};

const fail = (error: unknown): never => {
  process.stderr.write(`The sandboxes failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

const running = start(readConfig());
let isStopping = false;
const stop = () => {
  if (isStopping) return;
  isStopping = true;
  running.then((stopAll) => stopAll()).then(() => process.exit(0), fail);
};
// Before the start is through, so that a parent that dies early leaves nothing behind.
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);
await running.catch(fail);
process.send?.('ready');
