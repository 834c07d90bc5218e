/** The mail server was out of reach or refused an e-mail. It may take it later. */
export class MailNotAccepted extends Error {
  override readonly name = 'MailNotAccepted';
}
