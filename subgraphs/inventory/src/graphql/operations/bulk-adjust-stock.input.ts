import { UUID } from '@cardstock/service';
import { IsByteLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { Reason } from './checked-fields.ts';

const MOST_BYTES = 1_000_000;

@InputType('BulkAdjustStockInput', { description: 'A file of corrections and counts.' })
export class BulkAdjustStockInput {
  @IsByteLength(1, MOST_BYTES)
  @Field(() => String, {
    description: `CSV (UTF-8, comma, fields in double quotes where needed), at most ${MOST_BYTES} bytes and 5000 lines. The first line names the columns, in any order:
- \`sku\`: the variant
- \`warehouse\`: id or code of the warehouse; it need not have had any of the variant before
- either \`delta\` (pieces to add, or to take away where negative) or \`quantity\` (pieces that were counted: the level becomes that); a line fills one of them
- \`reason\` (optional): why, for the ledger, where it is not that of the file
- \`expectedVersion\` (optional): the version of the level that you saw; the line is refused where it has moved on

No field holds a line break. Empty lines are left out.`,
  })
  csv!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'True to be told what would happen; nothing is written.' })
  dryRun!: boolean;

  @Reason()
  reason!: string;

  @Field(() => UUID, {
    nullable: true,
    description:
      'Makes the file safe to send again: with the same id and the same file every line happens once, and lines that were not reached yet are done. The ledger names it as reference. Made up where none is given.',
  })
  importId?: string | null;
}
