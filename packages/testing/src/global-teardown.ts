/** After the integration tests: stops what global-setup started. */
export default async (): Promise<void> => {
  await (globalThis as { stopBackingServices?: () => Promise<void> }).stopBackingServices?.();
};
