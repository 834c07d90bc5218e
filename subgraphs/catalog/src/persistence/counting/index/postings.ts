import { Numbers } from '../../../domain/numbers.ts';
import { putSlot, type Slots } from './slots.ts';

/** A block begins with the place of the one before it and its own room. */
const HEAD = 2;
const LEAST_ROOM = 2;
const MOST_ROOM = 1_024;

/**
 * For each term the slots that have it, all in one array: a term has a chain of blocks, each with twice the room of the one
 * before. So most terms, which few products have, take a few bytes, and more can be added at any time.
 */
export class Postings {
  private readonly blocks = new Numbers();
  /** Of each term: its last block, and how much of that is used. */
  private readonly last = new Numbers();
  private readonly used = new Numbers();

  /** Returns the number of a new term. */
  addTerm(): number {
    this.last.push(-1);
    this.used.push(0);
    return this.last.length - 1;
  }

  add(term: number, slot: number): void {
    let block = this.last.at(term);
    if (block < 0 || this.used.at(term) === this.blocks.at(block + 1)) block = this.startBlock(term);
    const used = this.used.at(term);
    this.blocks.values[block + HEAD + used] = slot;
    this.used.values[term] = used + 1;
  }

  addTo(slots: Slots, term: number): void {
    const { values } = this.blocks;
    const last = this.last.at(term);
    for (let block = last; block >= 0; block = values[block] ?? -1) {
      const used = block === last ? this.used.at(term) : (values[block + 1] ?? 0);
      const end = block + HEAD + used;
      for (let at = block + HEAD; at < end; at += 1) putSlot(slots, values[at] ?? 0);
    }
  }

  private startBlock(term: number): number {
    const before = this.last.at(term);
    const room = before < 0 ? LEAST_ROOM : Math.min(this.blocks.at(before + 1) * 2, MOST_ROOM);
    const block = this.blocks.extend(HEAD + room);
    this.blocks.values[block] = before;
    this.blocks.values[block + 1] = room;
    this.last.values[term] = block;
    this.used.values[term] = 0;
    return block;
  }
}
