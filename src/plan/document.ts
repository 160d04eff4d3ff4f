import {
  isAbstractType,
  isObjectType,
  Kind,
  typeFromAST,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** A document with one of its operations, and the values of the variables that `@skip` and `@include` read. */
export interface Asked {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly flags: Readonly<Record<string, unknown>>
}

/** The fragments of a document by name. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition)
  }
  return fragments
}

/**
 * The fields that an object of this type answers, merged by response key in the order of the document
 * (GraphQL specification, CollectFields).
 */
export function collectFields(
  asked: Asked,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[] | SelectionSetNode,
): ReadonlyMap<string, readonly FieldNode[]> {
  const found = new Map<string, FieldNode[]>()
  const seen = new Set<string>()
  const sets = 'kind' in nodes ? [nodes] : nodes.flatMap((node) => node.selectionSet ?? [])
  for (const set of sets) collect({ asked, type, found, seen }, set)
  return found
}

interface Collecting {
  readonly asked: Asked
  readonly type: GraphQLObjectType
  readonly found: Map<string, FieldNode[]>
  readonly seen: Set<string>
}

function collect(into: Collecting, set: SelectionSetNode): void {
  for (const selection of set.selections) {
    if (!included(selection.directives ?? [], into.asked.flags)) continue
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value
      const same = into.found.get(key)
      if (same) same.push(selection)
      else into.found.set(key, [selection])
      continue
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const name = selection.name.value
      const fragment = into.asked.fragments.get(name)
      if (!fragment || into.seen.has(name)) continue
      into.seen.add(name)
      if (applies(into, fragment.typeCondition)) collect(into, fragment.selectionSet)
    } else if (!selection.typeCondition || applies(into, selection.typeCondition)) {
      collect(into, selection.selectionSet)
    }
  }
}

function applies(into: Collecting, condition: FragmentDefinitionNode['typeCondition']): boolean {
  const type = typeFromAST(into.asked.schema, condition)
  if (isObjectType(type)) return type === into.type
  return isAbstractType(type) && into.asked.schema.isSubType(type, into.type)
}

function included(
  directives: readonly DirectiveNode[],
  flags: Readonly<Record<string, unknown>>,
): boolean {
  for (const directive of directives) {
    const name = directive.name.value
    if (name !== 'skip' && name !== 'include') continue
    const value = directive.arguments?.[0]?.value
    const given =
      value?.kind === Kind.VARIABLE
        ? flags[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value
    if (given === (name === 'skip')) return false
  }
  return true
}

/** The variables that decide `@skip` and `@include` anywhere in the document. */
export function flagNames(document: DocumentNode): readonly string[] {
  const names = new Set<string>()
  const visit = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      for (const directive of selection.directives ?? []) {
        if (directive.name.value !== 'skip' && directive.name.value !== 'include') continue
        const value = directive.arguments?.[0]?.value
        if (value?.kind === Kind.VARIABLE) names.add(value.name.value)
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet)
        visit(selection.selectionSet)
    }
  }
  for (const definition of document.definitions) {
    if ('selectionSet' in definition && definition.selectionSet) visit(definition.selectionSet)
  }
  return [...names].sort()
}
