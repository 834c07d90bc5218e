export * from './ask.ts';
export * from './databases.ts';
export * from './eventually.ts';
export * from './keys.ts';
export * from './tools.ts';
export * from './viewers.ts';
