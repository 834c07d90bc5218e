import { join } from 'node:path';
import { newId } from '@cardstock/contracts';
import { type JsonLines, openJsonLines } from '../payments/json-lines.ts';

export interface Mail {
  id: string;
  receivedAt: string;
  from: string;
  /** Everyone it was delivered to, whether the header names them or not. */
  to: string[];
  subject: string;
  text: string;
  html: string | null;
  messageId: string | null;
  attachments: { filename: string | null; mimeType: string; size: number }[];
}

type Entry = { mail: Mail } | { cleared: true };

export const KEEP = 500;
const KEEP_CHARACTERS = 50_000_000;

const weight = ({ text, html }: Mail) => text.length + (html?.length ?? 0);

/** The last mails that arrived, in memory and in a file. */
export class Mailbox {
  private mails: Mail[] = [];
  private weight = 0;
  private linesInFile = 0;
  private readonly file: JsonLines<Entry>;

  constructor(dataFolder: string) {
    this.file = openJsonLines<Entry>(join(dataFolder, 'mails.jsonl'), (entry) => this.remember(entry));
  }

  add(mail: Omit<Mail, 'id'>): Mail {
    const kept = { id: newId(), ...mail };
    this.write({ mail: kept });
    return kept;
  }

  clear(): void {
    this.write({ cleared: true });
  }

  /** Newest first. */
  list({ to, limit = KEEP }: { to?: string | undefined; limit?: number | undefined } = {}): Mail[] {
    const wanted = to?.toLowerCase();
    const isWanted = (mail: Mail) =>
      wanted === undefined || mail.to.some((address) => address.toLowerCase() === wanted);
    return this.mails.toReversed().filter(isWanted).slice(0, limit);
  }

  find(id: string): Mail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  close(): void {
    this.file.close();
  }

  private write(entry: Entry): void {
    this.file.append(entry);
    this.remember(entry);
    if (this.linesInFile > 2 * KEEP) this.compact();
  }

  private compact(): void {
    this.file.replaceAll(this.mails.map((mail) => ({ mail })));
    this.linesInFile = this.mails.length;
  }

  private remember(entry: Entry): void {
    this.linesInFile += 1;
    if ('cleared' in entry) {
      this.mails = [];
      this.weight = 0;
      return;
    }
    this.mails.push(entry.mail);
    this.weight += weight(entry.mail);
    while (this.mails.length > KEEP || (this.weight > KEEP_CHARACTERS && this.mails.length > 1)) {
      const oldest = this.mails.shift();
      if (oldest !== undefined) this.weight -= weight(oldest);
    }
  }
}
