import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { errorsFile, errorsPage } from '../docs/generate.ts'
import config from '../refract.config.ts'
import * as schema from '../schema/index.ts'
import { gateway } from '../src/server/gateway.ts'
import { blocksOf } from './support/markdown.ts'
import { filesBelow, root } from './support/source.ts'

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...filesBelow('docs').filter((path) => path.endsWith('.md')),
]
const blocks = pages.flatMap((page) => blocksOf(page, readFileSync(join(root, page), 'utf8')))
const isSchema = /^\s*(?:type|input|enum|interface|scalar|union|extend|schema)\s/m

describe('TypeScript in the documentation', () => {
  const all = blocks.filter(({ language }) => language === 'ts')
  const checked = all.filter(({ words }) => !words.includes('no-check'))

  it('is checked unless it says why not', () => {
    const silent = all.filter(({ words }) => words.includes('no-check') && words.length < 4)
    expect(silent.map(({ at }) => at)).toEqual([])
    expect(checked.length).toBeGreaterThan(10)
  })

  it('compiles as it stands', () => {
    const mistakes = [true, false].flatMap((demo) =>
      mistakesOf(checked.filter(({ words }) => words.includes('library') === demo)),
    )
    expect(mistakes).toEqual([])
  })

  it('would be refused with a mistake in it', () => {
    const wrong = {
      at: 'README.md:1',
      language: 'ts',
      words: [],
      text: "import { string } from 'refract'\nstring({ max: 'x' })",
    }
    expect(mistakesOf([wrong])).toHaveLength(1)
  })
})

describe('GraphQL in the documentation', () => {
  const operations = blocks.filter(
    ({ language, text }) => language === 'graphql' && !isSchema.test(text),
  )
  const library = gateway({ schema, config, root })
  beforeAll(async () => {
    await library.ready()
    return () => library.close()
  })

  it('is there', () => {
    expect(operations.length).toBeGreaterThan(10)
  })

  it.each(operations)(
    'fits the printed schema and is answered by the library: $at',
    async ({ text }) => {
      const printed = buildSchema(readFileSync(join(root, 'schema/schema.graphql'), 'utf8'))
      expect(validate(printed, parse(text))).toEqual([])
      const response = await library.fetch(request(text))
      const answer = await response.json()
      expect(answer.errors).toBeUndefined()
      expect(Object.keys(answer.data).length).toBeGreaterThan(0)
    },
  )
})

describe('docs/errors.md', () => {
  it('is printed from src/errors.ts and up to date', () => {
    expect(readFileSync(errorsFile, 'utf8')).toBe(errorsPage())
  })
})

describe('links in the documentation', () => {
  it('lead to files that are there', () => {
    const broken = pages.flatMap((page) => {
      const text = readFileSync(join(root, page), 'utf8').replaceAll(/```[\s\S]*?```/g, '')
      return [...text.matchAll(/\]\(([^)#\s]+)/g)]
        .map(([, to = '']) => to)
        .filter((to) => !/^[a-z]+:/.test(to) && !existsSync(join(root, dirname(page), to)))
        .map((to) => `${page} links to ${to}`)
    })
    expect(broken).toEqual([])
  })

  it('reach every page from the README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    expect(pages.slice(1).filter((page) => !readme.includes(`(${page}`))).toEqual([])
  })
})

function request(query: string): Request {
  return new Request('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query }),
  })
}

/** Compiles each block as a file of its own at the root; `library` blocks know the demo's collections. */
function mistakesOf(some: typeof blocks): string[] {
  const files = new Map(some.map((block, n) => [join(root, `snippet-${n}.ts`), block]))
  const host = compilerHost(files)
  const demo = some.some(({ words }) => words.includes('library'))
    ? [join(root, 'schema/index.ts')]
    : []
  const program = ts.createProgram([...files.keys(), ...demo], options(), host)
  return [...files].flatMap(([path, block]) => {
    const file = program.getSourceFile(path)
    const found = [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]
    return found.map(
      (one) => `${block.at}: ${ts.flattenDiagnosticMessageText(one.messageText, ' ')}`,
    )
  })
}

function compilerHost(files: ReadonlyMap<string, { readonly text: string }>): ts.CompilerHost {
  const host = ts.createCompilerHost(options())
  const { getSourceFile, fileExists, readFile } = host
  host.fileExists = (path) => files.has(path) || fileExists(path)
  host.readFile = (path) => files.get(path)?.text ?? readFile(path)
  host.getSourceFile = (path, target, ...rest) => {
    const block = files.get(path)
    return block
      ? ts.createSourceFile(path, `${block.text}\nexport {}`, target)
      : getSourceFile(path, target, ...rest)
  }
  return host
}

function options(): ts.CompilerOptions {
  const { config: json } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  return ts.parseJsonConfigFileContent({ ...json, include: [], files: [] }, ts.sys, root).options
}
