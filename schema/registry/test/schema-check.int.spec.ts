import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ContractRepository, contractRepository, repositoryIn } from './contract-repository.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const USERS = `${LINK}
"What can be asked."
type Query {
  "Who is there."
  users("How many." first: Int): [User!]!
}
"Somebody."
type User @key(fields: "id") {
  "Identifies the user."
  id: ID!
  "What others see."
  name: String!
  "Seldom asked for."
  nick: String
  "What the user may do."
  role: Role!
}
"What somebody may do."
enum Role {
  "Buys."
  BUYER
  "Helps."
  STAFF
}
`;
const ORDERS = `${LINK}
"What can be asked."
type Query {
  "How many there are."
  orders: Int!
}
`;
const USERS_FILE = 'schema/subgraphs/users.graphql';
const LIST_FILE = 'schema/operations/shop/list-users.graphql';
const APPROVALS = 'schema/approved-changes.yaml';
const BASE = {
  [USERS_FILE]: USERS,
  'schema/subgraphs/orders.graphql': ORDERS,
  [LIST_FILE]: 'query ListUsers {\n  users {\n    id\n    name\n  }\n}\n',
};
const without = (field: string): string => USERS.replace(new RegExp(`  "[^"]*"\n  ${field}\\b.*\n`), '');

let repository: ContractRepository;
beforeEach(async () => {
  repository = await contractRepository(BASE);
});
afterEach(() => repository.remove());

const check = (...args: readonly string[]) => repository.check('--base', 'main', ...args);

describe('a change that keeps the contract', () => {
  it('is nothing at all', async () => {
    const { code, stdout, stderr } = await check();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const line of [/^Composition +ok, 2 subgraphs$/m, /^Breaking changes +none$/m, /^PASSED$/m])
      expect(stdout).toMatch(line);
  });

  it('adds a field, and is told', async () => {
    await repository.commit({ [USERS_FILE]: USERS.replace('  "Seldom', '  "In years."\n  age: Int\n  "Seldom') });
    const { code, stdout } = await check();
    expect(code).toBe(0);
    expect(stdout).toContain('· FIELD_ADDED User.age');
  });

  it('is seen before it is committed', async () => {
    await repository.write({ [USERS_FILE]: without('nick') });
    expect((await check()).code).toBe(1);
  });

  it('may surprise clients', async () => {
    await repository.commit({ [USERS_FILE]: USERS.replace('  STAFF\n', '  STAFF\n  "Owns."\n  OWNER\n') });
    const { code, stdout } = await check();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Dangerous changes +1\n {2}! VALUE_ADDED_TO_ENUM Role\.OWNER/m);
  });

  it('adds a subgraph', async () => {
    await repository.commit({ 'schema/subgraphs/extra.graphql': ORDERS.replace('orders:', 'extras:') });
    expect((await check()).stdout).toContain('ok, 3 subgraphs');
  });

  it('is not what came to the base meanwhile', async () => {
    await repository.git('checkout', '--quiet', 'main');
    await repository.commit({ [USERS_FILE]: USERS.replace('  "Seldom', '  "In years."\n  age: Int\n  "Seldom') });
    await repository.git('checkout', '--quiet', 'work');
    const { code, stdout } = await check();
    expect(code).toBe(0);
    expect(stdout).not.toContain('User.age');
  });
});

describe('a change that breaks clients', () => {
  it('names the operations that it breaks, with their files', async () => {
    await repository.commit({
      [USERS_FILE]: without('name'),
      [LIST_FILE]: 'query ListUsers {\n  users {\n    id\n  }\n}\n',
    });
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain(`✗ FIELD_REMOVED User.name`);
    expect(stdout).toContain(`breaks ListUsers (${LIST_FILE})`);
    expect(stdout).toMatch(/^FAILED: a breaking change is not approved \(.*approved-changes\.yaml/m);
  });

  it('fails although no operation of ours uses it: others may', async () => {
    await repository.commit({ [USERS_FILE]: without('nick') });
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain('✗ FIELD_REMOVED User.nick');
    expect(stdout).not.toContain('breaks ListUsers');
  });

  it('tells of documents here that no longer fit, with line and column', async () => {
    await repository.commit({ [USERS_FILE]: without('name') });
    const { stdout } = await check();
    expect(stdout).toMatch(
      /^Operations +1 of 1 broken\n {2}✗ ListUsers \(schema.*\)\n {6}4:5 Cannot query field "name"/m,
    );
  });

  it('is a document that is no GraphQL', async () => {
    await repository.commit({ [LIST_FILE]: 'query ListUsers {' });
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain('✗ list-users.graphql');
    expect(stdout).toContain('Syntax Error');
  });

  it('takes a subgraph away', async () => {
    await repository.commit({ 'schema/subgraphs/orders.graphql': null });
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain('✗ FIELD_REMOVED Query.orders');
  });
});

describe('an approved break', () => {
  const approval = (reason: string) => `- code: FIELD_REMOVED\n  coordinate: User.nick\n  reason: ${reason}\n`;

  it('passes, and stays visible with its reason', async () => {
    await repository.commit({
      [USERS_FILE]: without('nick'),
      [APPROVALS]: approval('Nobody has asked for it since May.'),
    });
    const { code, stdout } = await check();
    expect(code).toBe(0);
    expect(stdout).toContain('✓ FIELD_REMOVED User.nick');
    expect(stdout).toContain('approved: Nobody has asked for it since May.');
    expect(stdout).toContain('1, of which 1 approved');
  });

  it('lets nothing else pass', async () => {
    await repository.commit({
      [USERS_FILE]: without('role'),
      [APPROVALS]: approval('Nobody has asked for it since May.'),
    });
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain('Note: The approval of FIELD_REMOVED User.nick is not needed: remove it.');
  });

  it('counts once: the next break of that name wants a word of its own', async () => {
    const withApproval = { [APPROVALS]: approval('Nobody has asked for it since May.') };
    await repository.git('checkout', '--quiet', 'main');
    await repository.commit(withApproval);
    await repository.git('checkout', '--quiet', '-b', 'later');
    await repository.commit({ [USERS_FILE]: without('nick') });
    expect((await check()).code).toBe(1);
  });

  it('needs a reason', async () => {
    await repository.commit({ [USERS_FILE]: without('nick'), [APPROVALS]: approval('ok') });
    const { code, stderr } = await check();
    expect(code).toBe(2);
    expect(stderr).toContain('0.reason: says in a sentence why');
  });

  it('is in a file that can be read', async () => {
    await repository.commit({ [APPROVALS]: '- code: [\n' });
    expect((await check()).stderr).toContain('approved-changes.yaml is no YAML');
  });
});

describe('composition and lint', () => {
  it('fail where subgraphs do not compose', async () => {
    await repository.commit({ [USERS_FILE]: USERS.replace('fields: "id"', 'fields: "uid"') });
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ KEY_INVALID_FIELDS: \[users\]/);
    expect(stdout).toContain('FAILED: the subgraphs do not compose.');
  });

  it('fail where a subgraph is no GraphQL', async () => {
    await repository.commit({ [USERS_FILE]: 'type Query {' });
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain('INVALID_GRAPHQL');
    expect(stdout).toContain('DOES_NOT_PARSE');
  });

  it('miss a description and find a name that is none, with file, line and column', async () => {
    await repository.commit({ [USERS_FILE]: USERS.replace('  "Seldom', '  Years_Old: Int\n  "Seldom') });
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ schema\/subgraphs\/users\.graphql:14:3 FIELD_NAMES_SHOULD_BE_CAMEL_CASE/);
    expect(stdout).toMatch(/✗ schema\/subgraphs\/users\.graphql:14:3 ALL_ELEMENTS_REQUIRE_DESCRIPTION/);
  });

  it('only warn of what is a matter of taste, and of what is new', async () => {
    await repository.commit({ [USERS_FILE]: USERS.replace('  "Seldom', '  "Taste."\n  getAge: Int\n  "Seldom') });
    const { code, stdout } = await check();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Lint +0 errors, 1 new warning\n {2}! .*RESTY_FIELD_NAMES/m);
  });

  it('tell of a hint that is new', async () => {
    await repository.commit({ 'schema/subgraphs/orders.graphql': ORDERS.replace('"What can be asked."', '"Asked."') });
    expect((await check()).stdout).toContain('· new hint INCONSISTENT_DESCRIPTION');
  });
});

describe('for programs', () => {
  it('the report is JSON', async () => {
    await repository.commit({ [USERS_FILE]: without('name') });
    const { code, stdout } = await check('--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      base: { ref: 'main', commit: (await repository.git('rev-parse', 'main')).trim() },
      passed: false,
      composition: { subgraphs: 2, errors: [] },
      changes: [
        {
          severity: 'BREAKING',
          code: 'FIELD_REMOVED',
          coordinate: 'User.name',
          operations: [{ name: 'ListUsers', path: LIST_FILE }],
        },
      ],
      documents: { checked: 1, broken: [{ name: 'ListUsers', path: LIST_FILE, errors: [{ line: 4, column: 5 }] }] },
      lint: [],
      notes: [],
    });
  });
});

describe('what cannot be checked', () => {
  it.each([
    [['--base', 'origin/none'], 'There is no "origin/none" here to compare with: git fetch origin none'],
    [['--base', '--output=x'], 'Usage'],
    [['--base', '-x'], 'Usage'],
    [['--what'], 'Usage'],
    [['--format', 'xml'], 'There is no format "xml"'],
  ])('%p ends with 2 and says why', async (args, message) => {
    const { code, stdout, stderr } = await repository.check(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('a shallow clone says what it lacks', async () => {
    await repository.commit({ [USERS_FILE]: without('nick') });
    const folder = await mkdtemp(join(tmpdir(), 'cardstock-shallow-'));
    await repository.git('clone', '--quiet', '--depth=1', '--branch=work', `file://${repository.folder}`, folder);
    const { code, stderr } = await repositoryIn(folder).check('--base', 'origin/main');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/git fetch origin main.*fetch-depth: 0/s)]);
    await rm(folder, { recursive: true });
  });

  it('no common history is said, too', async () => {
    await repository.git('checkout', '--quiet', '--orphan', 'other');
    await repository.commit({ 'README.md': 'Another beginning.\n' });
    expect((await check()).stderr).toContain('have no commit in common');
  });

  it('a folder without git or without a schema', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cardstock-bare-'));
    const bare = repositoryIn(folder);
    expect((await bare.check()).stderr).toContain('There are no subgraphs in schema/subgraphs/');
    await bare.write({ [USERS_FILE]: USERS });
    expect((await bare.check()).stderr).toContain('not a git repository');
    await bare.remove();
  });

  it('a base without a schema has nothing to break', async () => {
    const empty = await contractRepository({ 'README.md': 'Nothing yet.\n' });
    await empty.commit(BASE);
    const { code, stdout } = await empty.check('--base', 'main');
    expect(code).toBe(0);
    expect(stdout).toContain('The base has no subgraphs');
    await empty.remove();
  });
});
