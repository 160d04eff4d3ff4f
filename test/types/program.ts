/** TypeScript, asked as an editor asks it: which mistakes it sees, and what seeing them cost. */

import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Module texts by file name. */
export type Sources = Readonly<Record<string, string>>

/** A schema under the eyes of TypeScript. */
export interface TypedSchema {
  /** Every mistake, as `file:line message`, when the files are checked in this order by a fresh checker. */
  mistakes(order?: readonly string[]): readonly string[]
  /** All files checked once: the mistakes, and the type instantiations, in which TypeScript's work is counted. */
  check(): { readonly mistakes: readonly string[]; readonly instantiations: number }
  /** Exports whose types cannot be written into a declaration file. */
  unwritable(): readonly string[]
  /** The type of a name at the top of a file, as a hover prints it. */
  hover(file: string, name: string): string
  /** What an editor offers at the `|` in a file. */
  completions(file: string): readonly string[]
}

/** The TypeScript files of a folder of fixtures. */
export function fixture(name: string): Sources {
  const folder = join(root, 'test/types/fixtures', name)
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  )
}

/** The repository's own settings. */
export const compilerOptions: ts.CompilerOptions = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)).config,
  ts.sys,
  root,
).options

/** Exported types that cannot be written down are mistakes too, as in a project with `declaration`. */
const options: ts.CompilerOptions = { ...compilerOptions, declaration: true }

/** Files on disk are parsed once for all programs, and found once; a checker keeps nothing on them. */
const parsed = new Map<string, ts.SourceFile | undefined>()
const resolved = ts.createModuleResolutionCache(root, (name) => name, options)
const documents = ts.createDocumentRegistry(true, root)
let schemas = 0

/** Puts sources where a user's schema folder would be, without writing them. */
export function typed(sources: Sources): TypedSchema {
  const folder = join(root, `schema-under-test-${++schemas}`)
  const at = (file: string) => join(folder, file)
  const texts = new Map(Object.entries(sources).map(([file, text]) => [at(file), text]))
  const host = overlay(folder, texts)
  const program = () => ts.createProgram([...texts.keys()], options, host)
  const checked = (files: readonly string[]) => {
    const asked = program()
    const mistakes = files.flatMap((file) => diagnosticsOf(asked, at(file))).map(sentence)
    return { asked, mistakes }
  }
  return {
    mistakes: (order = Object.keys(sources)) => checked(order).mistakes,
    check() {
      const { asked, mistakes } = checked(Object.keys(sources))
      return { mistakes, instantiations: asked.getInstantiationCount() }
    },
    unwritable() {
      const asked = program()
      return [...texts.keys()]
        .flatMap((file) => asked.getDeclarationDiagnostics(sourceFile(asked, file)))
        .map(sentence)
    },
    hover: (file, name) => hover(program(), at(file), name),
    completions: (file) => completions(host, texts, at(file)),
  }
}

function overlay(folder: string, texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true)
  return {
    ...host,
    getModuleResolutionCache: () => resolved,
    fileExists: (file) => texts.has(file) || host.fileExists(file),
    readFile: (file) => texts.get(file) ?? host.readFile(file),
    directoryExists: (directory) => directory === folder || ts.sys.directoryExists(directory),
    getSourceFile(file, languageVersion) {
      const text = texts.get(file)
      if (text !== undefined) return ts.createSourceFile(file, text, languageVersion, true)
      if (!parsed.has(file)) parsed.set(file, host.getSourceFile(file, languageVersion))
      return parsed.get(file)
    },
  }
}

function diagnosticsOf(program: ts.Program, file: string): readonly ts.Diagnostic[] {
  const source = sourceFile(program, file)
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
}

function sourceFile(program: ts.Program, file: string): ts.SourceFile {
  const source = program.getSourceFile(file)
  if (!source) throw new Error(`${file} is not in the program`)
  return source
}

function sentence({ file, start = 0, messageText }: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(messageText, '\n')
  if (!file) return text
  return `${basename(file.fileName)}:${file.getLineAndCharacterOfPosition(start).line + 1} ${text}`
}

function hover(program: ts.Program, file: string, name: string): string {
  const checker = program.getTypeChecker()
  const source = sourceFile(program, file)
  const found = checker
    .getSymbolsInScope(source, ts.SymbolFlags.Value | ts.SymbolFlags.TypeAlias)
    .find((symbol) => symbol.name === name)
  if (!found) throw new Error(`${file} has no ${name}`)
  const type =
    found.flags & ts.SymbolFlags.TypeAlias
      ? checker.getDeclaredTypeOfSymbol(found)
      : checker.getTypeOfSymbolAtLocation(found, source)
  return checker.typeToString(type, source)
}

function completions(
  { readFile, fileExists }: ts.CompilerHost,
  texts: ReadonlyMap<string, string>,
  file: string,
): readonly string[] {
  const marked = texts.get(file) ?? ''
  const cursor = marked.indexOf('|')
  const unmarked = marked.slice(0, cursor) + marked.slice(cursor + 1)
  const textOf = (name: string) => (name === file ? unmarked : readFile(name))
  const service = ts.createLanguageService(
    {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...texts.keys()],
      getScriptVersion: () => '1',
      getScriptSnapshot(name) {
        const text = textOf(name)
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists,
      readFile: textOf,
    },
    documents,
  )
  const offered = service.getCompletionsAtPosition(file, cursor, undefined)?.entries ?? []
  service.dispose()
  return offered.map((entry) => entry.name)
}
