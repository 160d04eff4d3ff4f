import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  buildSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  print,
  typeFromAST,
  validate,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/**
 * The named operations of a document as TypeScript: for each the text, with the types of its answer and of its
 * variables. Inputs are `unknown` inside: the server says what is wrong with them. Without fragments.
 *
 * @throws Error with everything that the schema does not know
 */
export function typedDocuments(schema: GraphQLSchema, text: string): string {
  const document = parse(text)
  const wrong = validate(schema, document)
  if (wrong.length > 0) throw new Error(wrong.map((error) => error.message).join('\n'))
  const parts = operations(document).map((operation) => typed(schema, operation))
  return [HEAD, ...parts].join('\n')
}

const HEAD = `/** Printed from operations.graphql by codegen.ts; \`npm run codegen\` prints it again. */

/** A query's text, with the types of its answer and its variables. */
export type TypedDocument<Answer, Variables> = string & {
  readonly '~answer'?: Answer
  readonly '~variables'?: Variables
}
`

function operations(document: DocumentNode): OperationDefinitionNode[] {
  return document.definitions.flatMap((one) => (one.kind === 'OperationDefinition' ? [one] : []))
}

function typed(schema: GraphQLSchema, operation: OperationDefinitionNode): string {
  const name = operation.name?.value
  const root = schema.getRootType(operation.operation)
  if (!name || !root) throw new Error('Each operation needs a name')
  const text = print(operation).replaceAll('`', '\\`').replaceAll('${', '\\${')
  const answer = selected(root, operation.selectionSet)
  const type = `TypedDocument<${answer}, ${variables(schema, operation)}>`
  return `export const ${name} = \`${text}\` as ${type}\n`
}

function variables(schema: GraphQLSchema, operation: OperationDefinitionNode): string {
  const members = (operation.variableDefinitions ?? []).map((one) => {
    const type = typeFromAST(schema, one.type as never) as GraphQLInputType
    const optional = isNonNullType(type) && !one.defaultValue ? '' : '?'
    return `readonly ${one.variable.name.value}${optional}: ${inputText(type)}`
  })
  return `{ ${members.join('; ')} }`
}

function inputText(type: GraphQLInputType): string {
  if (!isNonNullType(type)) return `${nonNullInput(type)} | null`
  return nonNullInput(getNullableType(type))
}

function nonNullInput(type: GraphQLInputType): string {
  if (isListType(type)) return `readonly (${inputText(type.ofType)})[]`
  return isInputObjectType(type) ? '{ readonly [name: string]: unknown }' : leafText(type)
}

function selected(type: GraphQLObjectType, { selections }: SelectionSetNode): string {
  const members = selections.map((one) => {
    if (one.kind !== 'Field') throw new Error('Fragments are not read')
    const name = one.name.value
    const field = type.getFields()[name]
    const text = field ? outputText(field.type, one.selectionSet) : JSON.stringify(type.name)
    return `readonly ${one.alias?.value ?? name}: ${text}`
  })
  return `{ ${members.join('; ')} }`
}

function outputText(type: GraphQLOutputType, inner: SelectionSetNode | undefined): string {
  if (isNonNullType(type)) return nonNullOutput(getNullableType(type), inner)
  return `${nonNullOutput(type, inner)} | null`
}

function nonNullOutput(type: GraphQLOutputType, inner: SelectionSetNode | undefined): string {
  if (isListType(type)) return `readonly (${outputText(type.ofType, inner)})[]`
  return isObjectType(type) && inner ? selected(type, inner) : leafText(type)
}

/** What JSON carries of a scalar or an enum. */
function leafText(type: GraphQLOutputType | GraphQLInputType): string {
  if (isEnumType(type))
    return type
      .getValues()
      .map((one) => JSON.stringify(one.name))
      .join(' | ')
  return leaves[String(type)] ?? 'string'
}

const leaves: Readonly<Record<string, string>> = {
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  JSON: 'unknown',
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Whether what lies in the file is what is printed; without `check` it is written where it is not. */
function upToDate(file: string, printed: string, check: boolean): boolean {
  const before = readFileSync(at(file), 'utf8')
  if (before !== printed && !check) writeFileSync(at(file), printed)
  const state =
    before === printed
      ? 'is up to date'
      : check
        ? 'is not what is printed; run "npm run codegen"'
        : 'is written'
  process.stdout.write(`${file} ${state}\n`)
  return before === printed || !check
}

/** `npm run codegen [-- --check]`: the demo's printed schema, and the typed documents of the tests. */
function main(check: boolean): number {
  const words = ['codegen', ...(check ? ['--check'] : [])]
  const { status } = spawnSync('node', [at('bin/refract.js'), ...words], { stdio: 'inherit' })
  const schema = buildSchema(readFileSync(at('test/golden/library.graphql'), 'utf8'))
  const operations = readFileSync(at('test/support/operations.graphql'), 'utf8')
  const typed = upToDate('test/support/documents.ts', typedDocuments(schema, operations), check)
  return status === 0 && typed ? 0 : 1
}

if (process.argv[1] === at('codegen.ts')) process.exitCode = main(process.argv.includes('--check'))
