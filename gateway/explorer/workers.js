// The editor's helpers run beside the page, each from a file of ours.
const FILES = { json: 'json.worker.js', graphql: 'graphql.worker.js' };

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(new URL(FILES[label] ?? 'editor.worker.js', import.meta.url)),
};
