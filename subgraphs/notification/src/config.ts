import { subgraphConfig } from '@cardstock/service';
import { z } from 'zod';

/** What the notification subgraph reads from its environment. */
export const notificationConfig = subgraphConfig.extend({
  PORT: subgraphConfig.shape.PORT.default(4006),
  AUTH_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:4001/graphql')
    .describe('GraphQL endpoint of the auth subgraph'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).describe('the mail server that takes our e-mails'),
  MAIL_FROM: z.string().min(1).default('Cardstock <orders@cardstock.test>').describe('the sender of our e-mails'),
});

export type NotificationConfig = Readonly<z.infer<typeof notificationConfig>>;
