/** Which part of a list is wanted. */
export interface Page {
  readonly first: number;
  readonly after?: string | undefined;
}
