/** After the end-to-end tests: Ctrl-C. */
export default async (): Promise<void> => {
  await (globalThis as { stopPlatform?: () => Promise<void> }).stopPlatform?.();
};
