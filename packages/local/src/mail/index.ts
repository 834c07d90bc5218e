export { type MailSandbox, startMail } from './start-mail.ts';
