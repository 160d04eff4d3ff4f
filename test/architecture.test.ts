import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import {
  bodiesOf,
  filesBelow,
  importsOf,
  median,
  root,
  sourcesBelow,
  visit,
} from './support/source.ts'
import type { Import, SourceFile } from './support/source.ts'

/** The folders of `src/`; a file imports only from its own or from one before it. */
const rooms = [
  'fields',
  'query',
  'auth',
  'access',
  'declare',
  'model',
  'connectors',
  'plan',
  'runtime',
  'compile',
  'server',
  'cli',
]

/** Where each npm dependency may be imported; `type` means: only as types. */
const doors: Readonly<Record<string, readonly string[]>> = {
  graphql: ['fields', 'plan', 'compile', 'server', 'runtime type'],
  re2js: ['query'],
  'js-yaml': ['connectors'],
  mongodb: ['connectors'],
  undici: ['connectors'],
  'json-p3': ['connectors'],
  // one watches data, the other declarations
  chokidar: ['cli'],
  dataloader: ['runtime'],
  'lru-cache': ['plan'],
  '@pothos/core': ['compile'],
  'graphql-yoga': ['server'],
  '@graphql-yoga/render-graphiql': ['server'],
  pino: ['server'],
  commander: ['cli'],
  jiti: ['cli'],
}

/** Dependencies that nothing imports: they pin what others bring along, so that Node 20 can run them. */
const pins = [
  '@graphql-tools/executor',
  '@graphql-tools/merge',
  '@graphql-tools/schema',
  '@graphql-tools/utils',
]

const sources = sourcesBelow('src')
const sets = ['test', 'bench', 'schema', 'demo', 'docs', 'examples'].flatMap(sourcesBelow)

function roomOf(path: string): string {
  const [, room = '', inner] = path.split('/')
  return inner === undefined ? '' : room
}

/** The npm package of a specifier: `@pothos/core`, `graphql` of `graphql/utilities`; null for files and Node. */
function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return null
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function climbs(file: SourceFile): string[] {
  const here = rooms.indexOf(roomOf(file.path))
  return importsOf(file)
    .filter(({ from }) => from.startsWith('.'))
    .map(({ from }) => posix.join(posix.dirname(file.path), from))
    .filter(
      (to) => to !== 'src/errors.ts' && (rooms.indexOf(roomOf(to)) > here || roomOf(to) === ''),
    )
    .map((to) => `${file.path} imports ${to}`)
}

function mayOpen(file: SourceFile, { from, typeOnly }: Import): boolean {
  const name = packageOf(from)
  if (name === null) return true
  const open = doors[name] ?? []
  return (
    open.includes(roomOf(file.path)) || (typeOnly && open.includes(`${roomOf(file.path)} type`))
  )
}

function nodesOf(files: readonly SourceFile[], wanted: (node: ts.Node) => boolean): string[] {
  const found: string[] = []
  for (const file of files) {
    visit(file.tree, (node) => {
      if (!wanted(node)) return
      found.push(`${file.path}:${file.tree.getLineAndCharacterOfPosition(node.pos).line + 1}`)
    })
  }
  return found
}

describe('rooms', () => {
  it('are the folders of the design, with errors.ts and index.ts beside them', () => {
    const folders = new Set(sources.map(({ path }) => roomOf(path)).filter(Boolean))
    expect([...folders].filter((name) => !rooms.includes(name))).toEqual([])
    const loose = sources.map(({ path }) => path).filter((path) => roomOf(path) === '')
    expect(loose).toEqual(['src/errors.ts', 'src/index.ts'])
  })

  it('import only from themselves and from those before them', () => {
    expect(sources.filter(({ path }) => roomOf(path) !== '').flatMap(climbs)).toEqual([])
  })

  it('reach the tests, the demo and the benchmark from nowhere', () => {
    const outside = sources.flatMap((file) =>
      importsOf(file)
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) => posix.join(posix.dirname(file.path), from))
        .filter((to) => !to.startsWith('src/'))
        .map((to) => `${file.path} imports ${to}`),
    )
    expect(outside).toEqual([])
  })

  it('let errors.ts stand alone, and index.ts only re-export', () => {
    const errors = sources.find(({ path }) => path === 'src/errors.ts')
    expect(errors && importsOf(errors)).toEqual([])
    const index = sources.find(({ path }) => path === 'src/index.ts')
    const others = index?.tree.statements.filter((statement) => !ts.isExportDeclaration(statement))
    expect(others?.map((statement) => statement.getText())).toEqual([])
  })
})

describe('doors', () => {
  it('are the only places that import an npm package', () => {
    const forced = sources.flatMap((file) =>
      importsOf(file)
        .filter((one) => !mayOpen(file, one))
        .map(({ from }) => `${file.path} imports ${from}`),
    )
    expect(forced).toEqual([])
  })

  it('stand for each dependency of package.json, and each is used', () => {
    const listed = Object.keys(
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies,
    )
    const used = new Set(
      sources.flatMap((file) => importsOf(file).map(({ from }) => packageOf(from))),
    )
    expect(listed.sort()).toEqual([...Object.keys(doors), ...pins].sort())
    expect(listed.filter((name) => !used.has(name) && !pins.includes(name))).toEqual([])
  })

  it('keep Node under its own prefix', () => {
    const bare =
      /^(?:assert|buffer|child_process|crypto|events|fs|http|net|os|path|process|stream|url|util|worker_threads)(?:\/|$)/
    const loose = [...sources, ...sets].flatMap((file) =>
      importsOf(file)
        .filter(({ from }) => bare.test(from))
        .map(({ from }) => `${file.path} imports ${from}`),
    )
    expect(loose).toEqual([])
  })
})

describe('sizes', () => {
  it('keep files short: the median at 90 lines or less, none over 300', () => {
    const lines = sources.map(({ path, text }) => ({
      path,
      lines: text.trimEnd().split('\n').length,
    }))
    expect(lines.filter((file) => file.lines > 300)).toEqual([])
    expect(median(lines.map((file) => file.lines))).toBeLessThanOrEqual(90)
  })

  it('keep functions short: the median at 10 lines or less, none over 60', () => {
    const bodies = sources.flatMap(bodiesOf)
    expect(bodies.filter((body) => body.lines > 60)).toEqual([])
    expect(median(bodies.map((body) => body.lines))).toBeLessThanOrEqual(10)
  })
})

describe('types', () => {
  it('have no `any` outside the builder of Pothos', () => {
    const strict = sources.filter(({ path }) => path !== 'src/compile/builder.ts')
    expect(nodesOf(strict, (node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([])
  })

  it('are never silenced', () => {
    const silenced = [...sources, ...sets].filter(({ text }) =>
      /@ts-(?:ignore|nocheck)/.test(text.replaceAll(/'[^']*'|\/.*\/\./g, '')),
    )
    expect(silenced.map(({ path }) => path)).toEqual([])
    expect(nodesOf(sources, ts.isNonNullExpression)).toEqual([])
  })
})

describe('habits', () => {
  it('print only in the command line', () => {
    const elsewhere = sources.filter(({ path }) => roomOf(path) !== 'cli')
    const isConsole = (node: ts.Node) =>
      ts.isPropertyAccessExpression(node) && node.expression.getText() === 'console'
    expect(nodesOf(elsewhere, isConsole)).toEqual([])
  })

  it('list every file of schema/ in its index', () => {
    const index = readFileSync(join(root, 'schema/index.ts'), 'utf8')
    const files = filesBelow('schema').filter(
      (path) => path.endsWith('.ts') && path !== 'schema/index.ts',
    )
    const forgotten = files.filter(
      (path) => !index.includes(`from './${path.slice('schema/'.length)}'`),
    )
    expect(files.length).toBeGreaterThan(0)
    expect(forgotten).toEqual([])
  })

  it('name no path of a machine', () => {
    const machine = new RegExp(
      ['work', 'root', 'home', 'tmp', 'Users'].map((name) => `['"\`\\s(]/${name}/\\w`).join('|'),
    )
    const text = /\.(?:ts|js|mjs|json|md|ya?ml|graphql)$|^(?:Dockerfile|\.ci\/run)$/
    const looked = filesBelow('.').filter((path) => text.test(path) && path !== 'package-lock.json')
    const naming = looked.filter((path) => machine.test(readFileSync(join(root, path), 'utf8')))
    expect(looked.length).toBeGreaterThan(100)
    expect(naming).toEqual([])
  })

  it('leave nothing for later', () => {
    const later = /\b(?:T[O]DO|F[I]XME|X{3})\b|not [i]mplemented/
    expect(
      [...sources, ...sets].filter(({ text }) => later.test(text)).map(({ path }) => path),
    ).toEqual([])
  })
})
