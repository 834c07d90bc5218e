type Environment = Readonly<Record<string, string | undefined>>;

/** The registry of the platform that runs here. */
export interface LocalRegistry {
  readonly url: string;
  readonly key: string;
}

/**
 * What Rover runs with: nothing is told to Apollo, nothing is looked for at theirs, and where nobody says otherwise the
 * registry of the running platform is asked. What is set already stays; a key of one's own is never sent to ours.
 */
export const roverEnvironment = (given: Environment, registry: LocalRegistry | undefined): Environment => ({
  APOLLO_TELEMETRY_DISABLED: '1',
  APOLLO_ROVER_SKIP_UPDATE: '1',
  ...(registry && !given['APOLLO_REGISTRY_URL'] && !given['APOLLO_KEY']
    ? { APOLLO_REGISTRY_URL: registry.url, APOLLO_KEY: registry.key }
    : {}),
  ...given,
});
