import type { Mail } from './mailbox.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** No script, nothing from elsewhere: a mail is shown, never run. */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #ddd; vertical-align: top; overflow-wrap: anywhere; }
  iframe { width: 100%; height: 30rem; border: 1px solid #ddd; }
  pre { white-space: pre-wrap; background: #f6f6f6; padding: 1rem; }
`;

const page = (title: string, content: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><h1>${escapeHtml(title)}</h1>
${content}
</body></html>
`;

const row = ({ id, receivedAt, from, to, subject }: Mail) => `<tr>
  <td><time>${escapeHtml(receivedAt.slice(0, 19).replace('T', ' '))}</time></td>
  <td>${escapeHtml(from)}</td><td>${escapeHtml(to.join(', '))}</td>
  <td><a href="/view/${encodeURIComponent(id)}">${escapeHtml(subject || '(no subject)')}</a></td>
</tr>`;

export const listPage = (mails: Mail[]): string => {
  if (mails.length === 0) return page('Mail sandbox', '<p>No mail has arrived yet.</p>');
  const head = '<tr><th>Received (UTC)</th><th>From</th><th>To</th><th>Subject</th></tr>';
  return page('Mail sandbox', `<table>${head}${mails.map(row).join('\n')}</table>`);
};

const attachment = ({ filename, mimeType, size }: Mail['attachments'][number]) =>
  `<li>${escapeHtml(filename ?? 'unnamed')} (${escapeHtml(mimeType)}, ${size} bytes)</li>`;

export const mailPage = ({ from, to, receivedAt, subject, text, html, attachments }: Mail): string => {
  const frame = html === null ? '' : `<iframe sandbox title="HTML part" srcdoc="${escapeHtml(html)}"></iframe>`;
  const files = attachments.length === 0 ? '' : `<h2>Attachments</h2><ul>${attachments.map(attachment).join('')}</ul>`;
  return page(
    subject || '(no subject)',
    `<p>From ${escapeHtml(from)} to ${escapeHtml(to.join(', '))}, ${escapeHtml(receivedAt)} · <a href="/">all mails</a></p>
${frame}<pre>${escapeHtml(text)}</pre>${files}`,
  );
};
