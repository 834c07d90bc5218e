import { type ChildProcess, spawn } from 'node:child_process';
import { eventually } from './eventually.ts';

/** A command of the platform under test, with everything that it printed. */
export interface StartedProgram {
  readonly pid: number;
  output(): string;
  /** Resolves with its exit code. */
  readonly ended: Promise<number>;
  /** Waits for a text in its output. Throws when the program ends or the time is up before that. */
  hasPrinted(text: string, withinMs?: number): Promise<void>;
  /** As Ctrl-C does; resolves with the exit code. */
  interrupt(): Promise<number>;
}

const follow = (child: ChildProcess): (() => string) => {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
};

/** Starts a Node program of this checkout, given by its path from the root. */
export const startProgram = (
  entry: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): StartedProgram => {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = follow(child);
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  return {
    pid: child.pid ?? 0,
    output,
    ended,
    hasPrinted: async (text, withinMs = 60_000) => {
      await eventually(
        () => {
          if (!output().includes(text) && !hasEnded)
            throw new Error(`"${text}" was not printed; what was:\n${output()}`);
        },
        { withinMs, everyMs: 50 },
      );
      if (!output().includes(text))
        throw new Error(`the program ended without printing "${text}"; what it printed:\n${output()}`);
    },
    interrupt: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
};
