export { type MailOptions, type MailSandbox, startMail } from './start-mail.ts';
