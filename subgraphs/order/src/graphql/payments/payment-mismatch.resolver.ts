import type { Connection } from '@cardstock/service';
import { Paged, RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { PaymentApplication } from '../../application/payments/payment-application.ts';
import type { Mismatch } from '../../application/reconciliation/payment-reconciliation.ts';
import type { Context } from '../context.ts';
import { PaymentMismatchConnectionType, PaymentMismatchType } from './payment-mismatch.type.ts';

const PAGE_SIZE = 20;
const FIRST = { nullable: true, defaultValue: PAGE_SIZE, description: 'How many, 1 to 100.' };

@Resolver()
export class PaymentMismatchResolver {
  constructor(private readonly app: PaymentApplication) {}

  @Paged()
  @RequiresScopes('order:read')
  @Query(() => PaymentMismatchConnectionType, {
    description: "Where the provider's books and ours did not say the same, newest first. Staff only.",
  })
  async paymentReconciliations(
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Only what comes after this cursor.' })
    after: string | null,
    @Ctx() { viewer }: Context,
  ): Promise<Connection<PaymentMismatchType>> {
    const page = await this.app.listMismatches(viewer, { first: first ?? PAGE_SIZE, after: after ?? undefined });
    const edges = page.edges.map(({ node, cursor }) => ({ node: toMismatch(node), cursor }));
    return { ...page, edges, nodes: edges.map(({ node }) => node) };
  }
}

const toMismatch = ({ ours, theirs, currency, ...mismatch }: Mismatch): PaymentMismatchType => ({
  ...mismatch,
  ours: { amount: ours, currency },
  theirs: { amount: theirs, currency },
});
