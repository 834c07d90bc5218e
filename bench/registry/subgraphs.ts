import { glob, readFile } from 'node:fs/promises';
import { basename } from 'node:path';

export interface SubgraphSdl {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

const ROOT = /^(extend )?type Query .*?\{\n/m;
/** Catalogue texts are what most operations ask for. */
const REMOVED = /^ {2}(?:"""[^"]*"""\s+|"[^"\n]*"\s+)?name: String!\n/m;

/** The subgraphs of Cardstock, and proposals to change one of them. */
export const readSubgraphs = async () => {
  const files: string[] = [];
  for await (const file of glob('schema/subgraphs/*.graphql')) files.push(file);
  const all = await Promise.all(
    files.sort().map(async (file): Promise<SubgraphSdl> => {
      const name = basename(file, '.graphql');
      return { name, url: `http://${name}.test/graphql`, sdl: await readFile(file, 'utf8') };
    }),
  );
  const change = (name: string, to: (sdl: string) => string): SubgraphSdl => {
    const subgraph = all.find((one) => one.name === name);
    if (!subgraph) throw new Error(`there is no subgraph ${name}`);
    const sdl = to(subgraph.sdl);
    if (sdl === subgraph.sdl) throw new Error(`nothing was changed in ${name}`);
    return { ...subgraph, sdl };
  };
  const addField = (sdl: string, field: string): string =>
    sdl.replace(ROOT, (line) => `${line}  "New."\n  ${field}: Int\n`);
  return {
    all,
    withField: (name: string, field: string) => change(name, (sdl) => addField(sdl, field)),
    /** Without the first field `name`, and with a root field that makes the text a new one. */
    withoutField: (name: string, mark: string) =>
      change(name, (sdl) => addField(sdl.replace(REMOVED, ''), `mark${mark.replace(/\W/g, '')}`)),
  };
};
