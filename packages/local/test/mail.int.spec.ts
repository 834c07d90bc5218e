import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { type MailSandbox, startMail } from '../src/mail/index.ts';

let folder: string;
let sandbox: MailSandbox;

const start = async () => {
  sandbox = await startMail({ smtpPort: 0, httpPort: 0, dataFolder: folder, log: () => undefined });
};

const send = async (mail: SendMailOptions) => {
  const transport = createTransport({
    host: '127.0.0.1',
    port: sandbox.smtpPort,
    auth: { user: 'cardstock', pass: 'any' },
  });
  try {
    return await transport.sendMail({ from: 'Cardstock <shop@cardstock.test>', ...mail });
  } finally {
    transport.close();
  }
};

const get = (path: string) => fetch(`${sandbox.httpUrl}${path}`);
const json = async (path: string) => (await get(path)).json();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cardstock-mail-'));
  await start();
});

afterEach(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

it('keeps what nodemailer sends, and finds it by recipient, newest first', async () => {
  await send({ to: 'customer@cardstock.test', subject: 'Order confirmed ✓', text: 'Grüße', html: '<p>Grüße</p>' });
  await send({ to: 'support@cardstock.test', subject: 'Other' });
  await send({ to: 'Customer@cardstock.test', bcc: 'audit@cardstock.test', subject: 'Order shipped' });

  expect(await json('/mails?to=customer@cardstock.test')).toEqual([
    expect.objectContaining({ subject: 'Order shipped', to: ['Customer@cardstock.test', 'audit@cardstock.test'] }),
    expect.objectContaining({
      from: 'Cardstock <shop@cardstock.test>',
      subject: 'Order confirmed ✓',
      text: 'Grüße\n',
      html: '<p>Grüße</p>\n',
    }),
  ]);
  expect(await json('/mails?limit=1')).toHaveLength(1);
});

it('names attachments without keeping them', async () => {
  await send({ to: 'a@b.test', attachments: [{ filename: 'label.pdf', content: Buffer.alloc(3) }] });
  expect(await json('/mails')).toEqual([
    expect.objectContaining({ attachments: [{ filename: 'label.pdf', mimeType: 'application/pdf', size: 3 }] }),
  ]);
});

it('shows one mail, and says when there is none', async () => {
  await send({ to: 'a@b.test', subject: 'One' });
  const [{ id }] = (await json('/mails')) as [{ id: string }];
  expect(await json(`/mails/${id}`)).toMatchObject({ id, subject: 'One' });
  expect((await get('/mails/none')).status).toBe(404);
  expect(await json('/mails?limit=0')).toMatchObject({ code: 'QUERY_INVALID' });
});

it('never runs what a mail contains', async () => {
  const script = '<script>alert("x")</script>';
  await send({ to: 'a@b.test', subject: script, html: `<b>Hello</b>${script}` });
  const [{ id }] = (await json('/mails')) as [{ id: string }];
  for (const path of ['/', `/view/${id}`]) {
    const response = await get(path);
    const page = await response.text();
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(page).not.toContain('<script');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  }
});

it('refuses a mail of more than 5 MB and stays up', async () => {
  await expect(send({ to: 'a@b.test', text: 'x'.repeat(6 * 1024 * 1024) })).rejects.toMatchObject({
    responseCode: 552,
  });
  await send({ to: 'a@b.test', subject: 'Small' });
  expect(await json('/mails')).toHaveLength(1);
});

it('keeps its mails over a restart, even one that a kill cut off while it wrote', async () => {
  await send({ to: 'a@b.test', subject: 'Kept' });
  await sandbox.stop();
  await appendFile(join(folder, 'mails.jsonl'), '{"mail":{"id":"half');
  await start();
  await send({ to: 'a@b.test', subject: 'Next' });
  await sandbox.stop();
  await start();
  expect(await json('/mails')).toMatchObject([{ subject: 'Next' }, { subject: 'Kept' }]);
});

it('forgets all when asked', async () => {
  await send({ to: 'a@b.test' });
  expect((await fetch(`${sandbox.httpUrl}/mails`, { method: 'DELETE' })).status).toBe(204);
  await sandbox.stop();
  await start();
  expect(await json('/mails')).toEqual([]);
});
