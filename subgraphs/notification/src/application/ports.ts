import type { Channel, Contact, DeliveryStatus, Message, Notification } from '../domain/notification.ts';

export interface PageRequest {
  readonly first: number;
  /** The position that the page comes after, newest first. */
  readonly after: number | null;
  readonly unreadOnly: boolean;
}

export interface Page {
  /** Up to one more than asked for. */
  readonly rows: readonly Notification[];
  readonly totalCount: number;
}

/** Reads outside of any transaction. */
export interface NotificationQueries {
  /** In the order of the user ids. */
  pagesOf(userIds: readonly string[], request: PageRequest): Promise<Page[]>;
  /** Of all these orders, oldest first; only those to one user where one is named. */
  ofOrders(orderIds: readonly string[], userId: string | undefined): Promise<Notification[]>;
  contactOf(userId: string): Promise<Contact | undefined>;
  /** The position of one of the user's notifications. */
  positionOf(userId: string, notificationId: string): Promise<number | undefined>;
  /** The position of the user's latest notification, 0 before the first. */
  lastPositionOf(userId: string): Promise<number>;
}

/** Where a reader of a user's notifications stands. */
export interface Place {
  readonly userId: string;
  readonly position: number;
}
/** For each place, in order, the next notifications in the app after it. */
export type ReadAfter = (places: readonly Place[]) => Promise<Notification[][]>;

export interface NewNotification extends Message {
  readonly id: string;
  /** What it tells of: a user is told of it once over each channel. */
  readonly sourceKey: string;
  readonly userId: string;
  readonly orderId: string | null;
  readonly event: string;
  readonly channel: Channel;
  readonly status: DeliveryStatus;
  readonly createdAt: Date;
}

export interface Notifications {
  /** Adds those whose source, user and channel are new, and returns their ids. The contacts must be known. */
  add(list: readonly NewNotification[]): Promise<ReadonlySet<string>>;
  /** Those of these sources that somebody was told of, over whatever channel. */
  toldOf(sourceKeys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Undefined where the user has none of this id. */
  markRead(id: string, userId: string, at: Date): Promise<Notification | undefined>;
}

export interface Contacts {
  /** What was just heard from auth wins. */
  put(contact: Contact): Promise<void>;
  /** Kept only where nothing is known. */
  putIfUnknown(contacts: readonly Contact[]): Promise<void>;
}

/** E-mails that wait to be sent. */
export interface EmailQueue {
  schedule(notificationIds: readonly string[], dueAt: Date): Promise<void>;
  find(notificationId: string): Promise<QueuedEmail | undefined>;
  markSent(notificationId: string, at: Date): Promise<void>;
  recordFailure(failure: EmailFailure): Promise<void>;
}

export interface QueuedEmail extends Message {
  readonly notificationId: string;
  readonly to: string;
  readonly displayName: string;
  readonly attempts: number;
}

export interface EmailFailure {
  readonly notificationId: string;
  readonly error: string;
  readonly isFinal: boolean;
}

/** What a use case works on inside one transaction. */
export interface Scope {
  readonly notifications: Notifications;
  readonly contacts: Contacts;
  readonly emails: EmailQueue;
  /** False when the message was handled before. */
  claim(messageId: string): Promise<boolean>;
  /** Those of the messages that come for the first time. */
  claimMany(messageIds: readonly string[]): Promise<ReadonlySet<string>>;
}
export type Transaction = <Result>(work: (scope: Scope) => Promise<Result>) => Promise<Result>;

/** Asks auth for a contact. Undefined where auth knows no such user; throws when auth does not answer. */
export type AskForContact = (userId: string) => Promise<Contact | undefined>;

/** Hands an e-mail to the mail server. Throws MailNotAccepted. */
export type SendMail = (mail: QueuedEmail) => Promise<void>;

export type Clock = () => Date;
