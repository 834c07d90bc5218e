import { idFrom } from '@cardstock/contracts';

/** The one cart of a user: its id follows from theirs. */
export const ownCartId = (userId: string): string => idFrom('cart', userId);
