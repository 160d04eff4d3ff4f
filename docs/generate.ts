import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { argv, stdout } from 'node:process'
import { codes } from '../src/errors.ts'
import type { Code } from '../src/errors.ts'

/** What a client finds in `extensions` beside the code. */
const extensions: Readonly<Partial<Record<Code, string>>> = {
  BAD_USER_INPUT: '`issues: [{ path, code, message }]`',
  LIMIT_EXCEEDED: '`limit: { name, max }`',
  UNSUPPORTED_FILTER: '`connector`, `field`, `operator`',
  STORE_UNAVAILABLE: '`store`',
  STORE_REFUSED: '`store`',
  STORE_TIMEOUT: '`store`',
  STORE_BAD_DATA: '`store`',
  STORE_READ_ONLY: '`store`',
  INTERNAL: '`requestId`',
}

/** The page `docs/errors.md`, printed from the table in `src/errors.ts`. */
export function errorsPage(): string {
  const rows = Object.entries(codes).map(
    ([code, meaning]) => `| \`${code}\` | ${meaning} | ${extensions[code as Code] ?? ''} |`,
  )
  return [
    '# Errors',
    '',
    '<!-- Printed by docs/generate.ts from src/errors.ts; a test compares. -->',
    '',
    'Errors are top-level errors of the GraphQL answer. Each has a `message` for people, the `path` of the field that it',
    'cost, and `extensions.code` for programs. Switch on the code; messages may change.',
    '',
    'A failed store costs its own fields, not the answer. What is absent and what is not visible are both `null`,',
    'without an error, so that nobody can tell them apart. Bad input is reported with all its mistakes at once:',
    '',
    '```json',
    example,
    '```',
    '',
    'An unexpected error says `INTERNAL` and nothing else; the cause is in the log, under the same `requestId`.',
    '',
    '| Code | Means | Also in `extensions` |',
    '|---|---|---|',
    ...rows,
    '',
    'Codes are the same for every store. Some belong to what a later version does (writing, signing in, shedding load);',
    'they are listed so that a client can be written against the whole table now.',
    '',
  ].join('\n')
}

const example = `{
  "message": "first: 101 is not between 0 and 100 (and 1 more)",
  "path": ["books"],
  "extensions": {
    "code": "BAD_USER_INPUT",
    "issues": [
      { "path": ["first"], "code": "max", "message": "101 is not between 0 and 100" },
      { "path": ["skip"], "code": "max", "message": "20000 is not between 0 and 10000" }
    ]
  }
}`

/** The file that the page is written to. */
export const errorsFile: string = fileURLToPath(new URL('errors.md', import.meta.url))

if (argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(errorsFile, errorsPage())
  stdout.write('Wrote docs/errors.md\n')
}
