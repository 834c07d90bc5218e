/** A message came before one that it builds on. Thrown by a handler: the message is tried again a moment later. */
export class OutOfOrder extends Error {
  override readonly name = 'OutOfOrder';
}

/** A message that can never be handled: its data breaks the contract, or nobody handles its type. Not retried. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}
