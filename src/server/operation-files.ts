import { Kind, print, visit } from 'graphql'
import type {
  DefinitionNode,
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLError,
  GraphQLSchema,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from 'graphql'
import { RefractError, type Mistake } from '../errors.ts'
import { suggest } from '../model/suggest.ts'
import { parseDocument, validateDocument } from './document.ts'

/** A file of operations and fragments; `file` is its name in messages. */
export interface OperationFile {
  readonly file: string
  readonly text: string
}

/** An operation as a client sends it. */
export interface ReadOperation {
  readonly file: string
  readonly line: number
  /** null: it has none. */
  readonly name: string | null
  /** The operation and the fragments that it needs, from whichever files. */
  readonly document: DocumentNode
  /** The variables that it declares, and those of them that it cannot do without. */
  readonly variables: readonly string[]
  readonly required: readonly string[]
  /** Nothing is wrong with the document. */
  readonly valid: boolean
}

/** What documents have to fit. */
export interface DocumentGround {
  readonly schema: GraphQLSchema
  readonly tokens: number
  readonly introspection: boolean
}

/**
 * The operations of many files, each with the fragments that it needs, and everything wrong with them. Files that hold
 * nothing but definitions of types are a schema, and left out.
 */
export function readOperations(
  files: readonly OperationFile[],
  ground: DocumentGround,
): { readonly operations: readonly ReadOperation[]; readonly mistakes: readonly Mistake[] } {
  const found: Found = { placed: [], mistakes: new Map() }
  for (const file of files) readFile(file, found)
  const fragments = byName(found, isFragment)
  byName(found, isOperation)
  const operations = found.placed.flatMap(({ definition, file, line }) => {
    if (!isOperation(definition)) return []
    const document = withFragments(definition, fragments)
    const valid = isValid(document, { found, ground })
    const name = definition.name?.value ?? null
    return [{ file, line, name, document, ...variablesOf(definition), valid }]
  })
  for (const fragment of fragments.values()) checkFragment(fragment, fragments, { found, ground })
  return { operations, mistakes: [...found.mistakes.values()] }
}

function variablesOf({ variableDefinitions = [] }: OperationDefinitionNode) {
  const nameOf = ({ variable }: VariableDefinitionNode) => variable.name.value
  const required = variableDefinitions.filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue,
  )
  return { variables: variableDefinitions.map(nameOf), required: required.map(nameOf) }
}

type Executable = OperationDefinitionNode | FragmentDefinitionNode

interface Placed {
  readonly definition: Executable
  readonly file: string
  readonly line: number
}

interface Found {
  readonly placed: Placed[]
  /** By place and sentence: a fragment is checked with every operation that needs it. */
  readonly mistakes: Map<string, Mistake>
}

interface Checking {
  readonly found: Found
  readonly ground: DocumentGround
}

function isOperation(node: DefinitionNode): node is OperationDefinitionNode {
  return node.kind === Kind.OPERATION_DEFINITION
}

function isFragment(node: DefinitionNode): node is FragmentDefinitionNode {
  return node.kind === Kind.FRAGMENT_DEFINITION
}

function add({ mistakes }: Found, mistake: Mistake): void {
  mistakes.set(`${mistake.file} ${mistake.at} ${mistake.message}`, mistake)
}

function readFile({ file, text }: OperationFile, found: Found): void {
  let definitions: readonly DefinitionNode[]
  try {
    definitions = parseDocument(text, Infinity).definitions
  } catch (error) {
    const { message, locations } = error as Error & Partial<Pick<GraphQLError, 'locations'>>
    const line = locations?.[0]?.line ?? 1
    return add(found, { file: `${file}:${line}`, at: 'not GraphQL', message })
  }
  const executable = definitions.filter((one) => isOperation(one) || isFragment(one))
  for (const definition of executable) {
    const line = definition.loc?.startToken.line ?? 1
    found.placed.push({ definition, file, line })
    if (!definition.name && executable.some((one) => one !== definition && isOperation(one)))
      add(found, { file: `${file}:${line}`, at: titleOf(definition), message: NAMELESS })
  }
  if (executable.length === 0) return
  for (const { kind, loc } of definitions.filter((one) => !isOperation(one) && !isFragment(one)))
    add(found, { file: `${file}:${loc?.startToken.line ?? 1}`, at: kind, message: NO_OPERATION })
}

const NAMELESS = 'stands in a file with others, and needs a name'
const NO_OPERATION = 'defines a type of the schema; keep it apart from operations'

/** The definitions of one sort by name; those of a name that is taken are mistakes. */
function byName<Node extends Executable>(
  found: Found,
  wanted: (node: DefinitionNode) => node is Node,
): ReadonlyMap<string, Node> {
  const known = new Map<string, Node>()
  const first = new Map<string, Placed>()
  for (const placed of found.placed) {
    const { definition, file, line } = placed
    if (!wanted(definition) || !definition.name) continue
    const name = definition.name.value
    const before = first.get(name)
    if (before) {
      const message = `the name is taken by ${before.file}:${before.line}`
      add(found, { file: `${file}:${line}`, at: titleOf(definition), message })
      continue
    }
    first.set(name, placed)
    known.set(name, definition)
  }
  return known
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

/** A document of a definition and the fragments that it spreads, directly or through others. */
function withFragments(definition: Executable, fragments: Fragments): DocumentNode {
  const needed = new Set<FragmentDefinitionNode>()
  const collect = (node: Executable): void => {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value)
        if (!fragment || needed.has(fragment)) return
        needed.add(fragment)
        collect(fragment)
      },
    })
  }
  collect(definition)
  needed.delete(definition as FragmentDefinitionNode)
  return { kind: Kind.DOCUMENT, definitions: [definition, ...needed] }
}

function isValid(document: DocumentNode, { found, ground }: Checking): boolean {
  const rules = { introspection: ground.introspection, suggestions: true }
  const errors = validateDocument(ground.schema, document, rules, Infinity)
  for (const error of errors) addError(error, document, found)
  try {
    parseDocument(print(document), ground.tokens)
  } catch (error) {
    if (!(error instanceof RefractError)) throw error
    add(found, { ...placeOf(document.definitions[0], found), message: error.message })
    return false
  }
  return errors.length === 0
}

/** Fragments that no operation needs are read as well. */
function checkFragment(
  fragment: FragmentDefinitionNode,
  fragments: Fragments,
  { found, ground }: Checking,
): void {
  const document = withFragments(fragment, fragments)
  for (const error of validateDocument(ground.schema, document, { ...ALL }, Infinity))
    if (!/^Fragment "\w+" is never used/.test(error.message)) addError(error, document, found)
}

const ALL = { introspection: true, suggestions: true }

function addError(error: GraphQLError, document: DocumentNode, found: Found): void {
  const node = error.nodes?.find(({ loc }) => loc)
  const source = node?.loc?.source
  const around = found.placed.find(
    ({ definition: { loc } }) =>
      loc?.source === source &&
      loc !== undefined &&
      loc.start <= (node?.loc?.start ?? -1) &&
      loc.end >= (node?.loc?.end ?? -1),
  )
  const place = placeOf(around?.definition ?? document.definitions[0], found)
  const line = error.locations?.[0]?.line
  const file = around && line !== undefined ? `${around.file}:${line}` : place.file
  add(found, { file, at: place.at, message: sentence(error.message, found) })
}

function placeOf(definition: DefinitionNode | undefined, found: Found) {
  const placed = found.placed.find((one) => one.definition === definition)
  if (!placed) throw new Error('Every definition comes from a file')
  return { file: `${placed.file}:${placed.line}`, at: titleOf(placed.definition) }
}

function titleOf(definition: Executable): string {
  const { name } = definition
  if (isFragment(definition)) return `fragment ${definition.name.value}`
  return name ? name.value : `${definition.operation} without a name`
}

/** What graphql-js says, with the fragments of all files in mind. */
function sentence(message: string, { placed }: Found): string {
  const unknown = /^Unknown fragment "(\w+)"/.exec(message)?.[1]
  if (unknown === undefined) return message
  const names = placed.flatMap(({ definition }) =>
    isFragment(definition) ? [definition.name.value] : [],
  )
  return `No file has the fragment "${unknown}".${suggest(unknown, names)}`
}
