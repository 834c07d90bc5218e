// npm install leaves out of the lock file what the registry at hand does not serve: here, binaries for other
// platforms, which are optional. npm ci then refuses the lock file. This puts them back, by name, version and
// platform, so that the lock file is whole on every machine. Run after npm install.
import { readFile, writeFile } from 'node:fs/promises';

const OS = /(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|aix|win32)/;
const CPU = /(arm64|x64|ia32|armhf|arm-|arm$|ppc64|s390x|riscv64|loong64|loongarch64|mips64el|wasm32)/;
const cpuOf = (text) => (text.startsWith('arm') && text !== 'arm64' ? 'arm' : text.replace('loongarch64', 'loong64'));

const platformOf = (name) => {
  const [os] = OS.exec(name) ?? [];
  const [cpu] = CPU.exec(name) ?? [];
  const libc = /musl/.test(name) ? 'musl' : /gnu/.test(name) ? 'glibc' : undefined;
  return { ...(cpu ? { cpu: [cpuOf(cpu)] } : {}), ...(libc ? { libc: [libc] } : {}), ...(os ? { os: [os] } : {}) };
};

const isFound = (packages, from, name) => {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
};

const lock = JSON.parse(await readFile('package-lock.json', 'utf8'));
const added = [];
for (const [path, { optionalDependencies = {}, dev }] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isFound(lock.packages, path, name)) continue;
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^[\^~]/, ''),
      ...platformOf(name),
      ...(dev ? { dev } : {}),
      optional: true,
    };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`completed the lock file with ${added.length} packages for other platforms\n`);
