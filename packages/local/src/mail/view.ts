import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { KEEP, type Mailbox } from './mailbox.ts';
import { CONTENT_SECURITY_POLICY, listPage, mailPage } from './page.ts';

const listQuery = z.strictObject({
  to: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(KEEP).default(50),
});

interface ById {
  Params: { id: string };
}

const asPage = (reply: FastifyReply, html: string) =>
  reply.header('content-security-policy', CONTENT_SECURITY_POLICY).type('text/html; charset=utf-8').send(html);

const unknownMail = (reply: FastifyReply, id: string) =>
  reply.code(404).send({ code: 'MAIL_UNKNOWN', message: `There is no mail ${id}.` });

/** Shows the mailbox: pages for people, JSON for tests. */
export const addView = (server: FastifyInstance, mailbox: Mailbox): void => {
  server.addHook('onSend', async (_request, reply) => {
    reply
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store');
  });
  server.get('/', async (_request, reply) => asPage(reply, listPage(mailbox.list())));
  server.get<ById>('/view/:id', async ({ params: { id } }, reply) => {
    const mail = mailbox.find(id);
    return mail === undefined ? unknownMail(reply, id) : asPage(reply, mailPage(mail));
  });
  server.get('/mails', async ({ query }, reply) => {
    const parsed = listQuery.safeParse(query);
    if (parsed.success) return mailbox.list(parsed.data);
    return reply.code(400).send({ code: 'QUERY_INVALID', message: z.prettifyError(parsed.error) });
  });
  server.get<ById>('/mails/:id', async ({ params: { id } }, reply) => mailbox.find(id) ?? unknownMail(reply, id));
  server.delete('/mails', async (_request, reply) => {
    mailbox.clear();
    return reply.code(204).send();
  });
};
