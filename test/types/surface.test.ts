import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { compilerOptions } from './program.ts'

const entry = fileURLToPath(new URL('../../src/index.ts', import.meta.url))
const program = ts.createProgram([entry], { ...compilerOptions, noCheck: true })
const checker = program.getTypeChecker()
const surface = publicExports()

function publicExports(): readonly (readonly [string, ts.Symbol])[] {
  const source = program.getSourceFile(entry)
  const module = source && checker.getSymbolAtLocation(source)
  if (!module) throw new Error('src/index.ts is not a module')
  return checker
    .getExportsOfModule(module)
    .map((symbol) => [symbol.name, declaredSymbol(symbol)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

function declaredSymbol(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

function isValue(symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Value) !== 0
}

describe('the public surface', () => {
  it('is the golden list, so that no name comes or goes unread', async () => {
    const lines = surface.map(
      ([name, symbol]) => `${isValue(symbol) ? 'value' : 'type '} ${name}\n`,
    )
    await expect(lines.join('')).toMatchFileSnapshot('../golden/exports.txt')
  })

  it('has a docstring on every name', () => {
    const undocumented = surface
      .filter(
        ([, symbol]) =>
          ts.displayPartsToString(symbol.getDocumentationComment(checker)).length < 10,
      )
      .map(([name]) => name)
    expect(undocumented).toEqual([])
  })

  it('shows an example on everything that declarations are made with', () => {
    const declare = fileURLToPath(new URL('../../src/declare/', import.meta.url))
    const without = surface
      .filter(([, { flags }]) => flags & ts.SymbolFlags.Function)
      .filter(([, { valueDeclaration }]) =>
        valueDeclaration?.getSourceFile().fileName.startsWith(declare),
      )
      .filter(([, symbol]) => !symbol.getJsDocTags(checker).some(({ name }) => name === 'example'))
      .map(([name]) => name)
    expect(without).toEqual([])
  })
})
