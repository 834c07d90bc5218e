import { makeBatcher } from '@cardstock/messaging';
import {
  type Foundation,
  lookupsOf,
  makeSubgraphClient,
  type ProcessTools,
  type Service,
  type SubgraphParts,
  sqlOf,
  startSubgraph,
  type TransactionScope,
} from '@cardstock/service';
import { makeListNotifications } from './application/list-notifications.ts';
import { makeMarkNotificationRead } from './application/mark-notification-read.ts';
import { makeNotifyOrderStatus } from './application/notify-order-status.ts';
import type { Clock, Scope, Transaction } from './application/ports.ts';
import { makeReceiveNotifications } from './application/receive-notifications.ts';
import { makeRememberContact } from './application/remember-contact.ts';
import { makeSendEmail } from './application/send-email.ts';
import { makeTellNews, type Telling } from './application/tell-news.ts';
import { makeAskForContact } from './channels/auth-contacts.ts';
import { makeSmtp } from './channels/smtp.ts';
import type { NotificationConfig } from './config.ts';
import type { Context } from './graphql/context.ts';
import { makeLoaders } from './graphql/loaders.ts';
import { makeSchema } from './graphql/schema.ts';
import { startNotificationFeed } from './live/notification-feed.ts';
import { onOrderStatusChanged } from './messaging/order-status-changed.consumer.ts';
import { onEmailDue } from './messaging/send-email.deadline.ts';
import { onUserRegistered } from './messaging/user-registered.consumer.ts';
import { ContactRow } from './persistence/contact.row.ts';
import { contactsIn } from './persistence/contacts.repository.ts';
import { emailQueueIn, SEND_EMAIL } from './persistence/email-queue.ts';
import { makeReadAfter } from './persistence/feed.queries.ts';
import { CreateNotifications } from './persistence/migrations/create-notifications.migration.ts';
import { makeNotificationQueries } from './persistence/notification.queries.ts';
import { notificationsIn } from './persistence/notifications.repository.ts';

// News are told together, as many as are there: so many may be there at once.
const MESSAGES_AT_ONCE = 64;

const now: Clock = () => new Date();

const scopeIn = (scope: TransactionScope): Scope => ({
  notifications: notificationsIn(scope.sql),
  contacts: contactsIn(scope),
  emails: emailQueueIn(scope.sql),
  claim: scope.claim,
  claimMany: scope.claimMany,
});

const makeParts = async (foundation: Foundation, config: NotificationConfig): Promise<SubgraphParts<Context>> => {
  const { orm, tokens, log, transact: inTransaction } = foundation;
  const transact: Transaction = (work) => inTransaction((scope) => work(scopeIn(scope)));
  const sql = sqlOf(orm.em.fork());
  const queries = makeNotificationQueries(sql, lookupsOf(orm));
  const auth = makeSubgraphClient({ from: 'notification', url: config.AUTH_URL, tokens, log });
  const feed = startNotificationFeed({ databaseUrl: config.DATABASE_URL, readAfter: makeReadAfter(sql), log });
  const tellNews = makeBatcher<Telling>({ handle: makeTellNews(transact, now) });
  const notifyOrderStatus = makeNotifyOrderStatus({ tellNews, queries, askForContact: makeAskForContact(auth), now });
  const smtp = makeSmtp({ url: config.SMTP_URL, from: config.MAIL_FROM });
  const sendEmail = makeSendEmail({ sendMail: smtp.send, now });
  const list = makeListNotifications(queries);
  const receiveNotifications = makeReceiveNotifications(queries, feed.feed);
  const { schema } = await makeSchema({ markNotificationRead: makeMarkNotificationRead({ transact, now }) });
  return {
    schema,
    contextFor: (viewer) => ({ viewer, loaders: makeLoaders(list, viewer), receiveNotifications }),
    subscriptions: [onUserRegistered(makeRememberContact(transact)), onOrderStatusChanged(notifyOrderStatus)],
    deadlines: { [SEND_EMAIL]: onEmailDue(sendEmail, emailQueueIn) },
    hasGraphqlSubscriptions: true,
    consumerConcurrency: MESSAGES_AT_ONCE,
    close: async () => {
      await feed.stop();
      smtp.close();
      await auth.close();
    },
  };
};

/** Starts the notification subgraph. */
export const startNotification = (config: NotificationConfig, tools: ProcessTools): Promise<Service> =>
  startSubgraph({
    domain: 'notification',
    config,
    tools,
    entities: [ContactRow],
    migrations: [CreateNotifications],
    make: (foundation) => makeParts(foundation, config),
  });
