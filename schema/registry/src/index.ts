/** A self-hosted schema registry: what Rover, the gateway and Apollo's usage reports talk to. */
export { registryConfig } from './config.ts';
export { startRegistry } from './service.ts';
