import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of the benchmark that answers calls, one after the other. */
export interface Child {
  readonly pid: number;
  call<Answer>(name: string, argument?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

interface Reply {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}

const STOP_WITHIN_MS = 5_000;

const callIn = async (child: ChildProcess, name: string, argument: unknown): Promise<unknown> => {
  const id = Math.random();
  const answered = new Promise<unknown>((resolve, reject) => {
    const onReply = (reply: Reply): void => {
      if (reply.id !== id) return;
      child.off('message', onReply).off('exit', onExit);
      if (reply.error === undefined) resolve(reply.answer);
      else reject(new Error(reply.error));
    };
    const onExit = (): void => reject(new Error(`a process of the benchmark ended during "${name}"`));
    child.on('message', onReply).once('exit', onExit);
  });
  child.send({ id, name, argument });
  return answered;
};

/** Starts a program beside this file that answers calls with `answerCalls`. */
export const startChild = (program: string): Child => {
  const file = new URL(program, import.meta.url).pathname;
  const child = fork(file, { execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'] });
  return {
    pid: child.pid ?? 0,
    call: <Answer>(name: string, argument?: unknown) => callIn(child, name, argument) as Promise<Answer>,
    stop: async () => {
      const gone = once(child, 'exit');
      const stubborn = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      if (child.exitCode === null) {
        child.disconnect();
        await gone;
      }
      clearTimeout(stubborn);
    },
  };
};

type Answers = Readonly<Record<string, (argument: never) => unknown>>;

/** Answers the calls of the process that started this one, until it lets go. */
export const answerCalls = (answers: Answers, onStop: () => unknown = () => {}): void => {
  process.on('message', async ({ id, name, argument }: { id: number; name: string; argument: never }) => {
    try {
      process.send?.({ id, answer: await answers[name]?.(argument) });
    } catch (err) {
      process.send?.({ id, error: String(err) });
    }
  });
  process.on('disconnect', async () => {
    await onStop();
    process.exit(0);
  });
};
