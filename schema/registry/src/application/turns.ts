/** Runs work under a name after all that came before it under the same name; work of other names runs beside it. */
export type InTurn = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

export const makeTurns = (): InTurn => {
  const lasts = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = lasts.get(name) ?? Promise.resolve();
    const turn = before.then(work);
    // The next takes its turn however this one ends; its caller hears of the error.
    const settled = turn.catch(() => undefined);
    lasts.set(name, settled);
    try {
      return await turn;
    } finally {
      if (lasts.get(name) === settled) lasts.delete(name);
    }
  };
};
