import { makePlatformSettings, startPlatformProgram } from './test-platform.ts';

const READY_WITHIN_MS = 120_000;

/** Before the end-to-end tests: one whole platform, started as `npm start` starts it. */
export default async (): Promise<void> => {
  const settings = await makePlatformSettings();
  const program = startPlatformProgram(settings);
  await program.hasPrinted('Cardstock is ready', READY_WITHIN_MS);
  process.env['E2E_PLATFORM'] = JSON.stringify(settings.env);
  Object.assign(globalThis, {
    stopPlatform: async () => {
      const code = await program.interrupt();
      await settings.remove();
      if (code !== 0) throw new Error(`the platform stopped with exit code ${code}:\n${program.output()}`);
    },
  });
};
