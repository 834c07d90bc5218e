// Loaded into every measured process: tells how much CPU time it has used, in microseconds, when it is asked.
process.on('message', (message) => {
  if (message !== 'cpu') return;
  const { user, system } = process.cpuUsage();
  process.send({ type: 'cpu', microseconds: user + system });
});
process.channel?.unref();
