/** Neither we nor the catalog can tell now what these SKUs cost. */
export class OfferUnavailable extends Error {
  override readonly name = 'OfferUnavailable';
}

/** The payment provider did not answer: the outcome is unknown. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable';
}
