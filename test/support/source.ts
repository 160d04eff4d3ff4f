import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** The repository's root, with a slash at the end. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url))

/** A source file, read and parsed; `path` is relative to the root, with `/`. */
export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
}

/** What a file imports or re-exports. */
export interface Import {
  /** As written: `../fields/field.ts`, `graphql`, `node:path`. */
  readonly from: string
  /** `import type` and `export type`: gone at run time. */
  readonly typeOnly: boolean
}

/** A function with a body: where it begins, how many lines it has. */
export interface Body {
  readonly at: string
  readonly lines: number
}

const NEVER = new Set(['node_modules', 'dist', '.git', 'coverage'])

/** Every file below `folder`, relative to the root, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !NEVER.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(path) : [relative('.', path).split(sep).join('/')]
    })
    .sort()
}

/** Every TypeScript file below `folder`. */
export function sourcesBelow(folder: string): SourceFile[] {
  return filesBelow(folder)
    .filter((path) => path.endsWith('.ts'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) }
    })
}

/** The imports of a file, `import()` types and calls with a literal too. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = []
  visit(file.tree, (node) => {
    const specifier = specifierOf(node)
    if (specifier && ts.isStringLiteral(specifier)) {
      found.push({ from: specifier.text, typeOnly: isTypeOnly(node) })
    }
  })
  return found
}

/** Every function of a file that has a body. */
export function bodiesOf(file: SourceFile): Body[] {
  const found: Body[] = []
  visit(file.tree, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return
    const first = file.tree.getLineAndCharacterOfPosition(node.getStart()).line
    const last = file.tree.getLineAndCharacterOfPosition(node.end).line
    found.push({ at: `${file.path}:${first + 1}`, lines: last - first + 1 })
  })
  return found
}

/** Calls `see` with every node of the tree. */
export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  node.forEachChild((child) => visit(child, see))
}

/** The middle of a list of numbers; 0 of none. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return node.arguments[0]
  }
  return undefined
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true
  if (ts.isExportDeclaration(node)) return node.isTypeOnly
  return ts.isImportDeclaration(node) && node.importClause?.isTypeOnly === true
}
