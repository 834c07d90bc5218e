import { isPortFree } from '@cardstock/local/ports';

// Below the ports that the system gives to outgoing connections: what is free stays free while a process is being restarted.
const LOWEST = 20_000;
const HIGHEST = 32_000;
const PER_PROGRAM = 40;

let next = LOWEST + ((process.pid * PER_PROGRAM) % (HIGHEST - LOWEST));

/** A port of 127.0.0.1 that nobody listens on, and that no connection takes while its owner is dead. */
export const claimPort = async (): Promise<number> => {
  for (;;) {
    const port = next;
    next = next + 1 >= HIGHEST ? LOWEST : next + 1;
    if (await isPortFree(port)) return port;
  }
};
