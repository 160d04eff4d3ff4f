import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'

/** Draws numbers below a bound; the same seed draws the same. */
export type Draw = (below: number) => number

/** A small fast generator (mulberry32). */
export function drawing(seed: number): Draw {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** A random query that is valid for the schema. */
export function randomOperation(schema: GraphQLSchema, draw: Draw): string {
  const roots = rootsOf(schema)
  const count = 1 + draw(2)
  const lines = Array.from({ length: count }, (_, place) => {
    const field = pick(roots, draw)
    return `r${place}: ${fieldText(field, { draw, depth: 1 })}`
  })
  return `{ ${lines.join(' ')} }`
}

function rootsOf(schema: GraphQLSchema): readonly GraphQLField<unknown, unknown>[] {
  const query = schema.getQueryType()
  if (!query) throw new Error('no query type')
  return Object.values(query.getFields())
}

/** A list that can be read on from any of its cursors, page by page. */
export interface RandomList {
  /** The query of a page: `first: 3, after: "…"`, or none of it for the first page. */
  page(position: string): string
  /** The list in an answer. */
  of(data: unknown): Page | null
}

/** What a page tells. */
export interface Page {
  readonly edges: readonly { readonly cursor: string }[]
}

/** A list at the top, or a list of the items of one, filtered and sorted. */
export function randomList(schema: GraphQLSchema, draw: Draw): RandomList {
  const outer = pick(rootsOf(schema).filter(isConnection), draw)
  const inner = nodesOf(outer).filter(isConnection)
  const text = (field: GraphQLField<unknown, unknown>, position: string) => {
    const narrowed = narrowing(field)
    const args = [...narrowed, ...(position ? [position] : [])].join(', ')
    const of =
      'totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'
    return `${field.name}${args ? `(${args})` : ''} { ${of} }`
  }
  const known = new Map<unknown, readonly string[]>()
  const narrowing = (field: GraphQLField<unknown, unknown>) => {
    const found = known.get(field) ?? narrowingOf(field, draw)
    known.set(field, found)
    return found
  }
  const list = inner.length > 0 && chance(1, 3, draw) ? pick(inner, draw) : null
  const skip = draw(3)
  if (!list)
    return {
      page: (position) => `{ ${text(outer, position)} }`,
      of: (data) => (data as Record<string, Page | null> | null)?.[outer.name] ?? null,
    }
  return {
    page: (position) =>
      `{ ${outer.name}(first: 1, skip: ${skip}) { nodes { id ${text(list, position)} } } }`,
    of: (data) => {
      const parents = (data as Record<string, { nodes: Record<string, Page>[] } | null> | null)?.[
        outer.name
      ]
      return parents?.nodes[0]?.[list.name] ?? null
    },
  }
}

function isConnection(field: GraphQLField<unknown, unknown>): boolean {
  const type = getNamedType(field.type)
  return isObjectType(type) && 'edges' in type.getFields()
}

function nodesOf(field: GraphQLField<unknown, unknown>): readonly GraphQLField<unknown, unknown>[] {
  const type = getNamedType(field.type)
  const nodes = isObjectType(type) ? type.getFields()['nodes'] : undefined
  const node = nodes && getNamedType(nodes.type)
  return isObjectType(node) ? Object.values(node.getFields()) : []
}

/** A `where` and a `sort`, or neither. */
function narrowingOf(field: GraphQLField<unknown, unknown>, draw: Draw): readonly string[] {
  return field.args.flatMap(({ name, type }) => {
    if (name === 'where' && chance(1, 3, draw)) return [`where: ${valueText(type, draw, 0)}`]
    if (name === 'sort' && chance(2, 3, draw)) return [`sort: ${valueText(type, draw, 0)}`]
    return []
  })
}

interface At {
  readonly draw: Draw
  readonly depth: number
}

function fieldText(field: GraphQLField<unknown, unknown>, at: At): string {
  const args = field.args.flatMap((arg) => {
    const needed = isNonNullType(arg.type)
    if (!needed && at.draw(3) > 0) return []
    return [`${arg.name}: ${argumentText(arg.name, arg.type, at.draw)}`]
  })
  const kept = compatible(args)
  const text = kept.length > 0 ? `${field.name}(${kept.join(', ')})` : field.name
  const type = getNamedType(field.type)
  return isObjectType(type) ? `${text} ${selection(type, at)}` : text
}

/** `first`, `last`, `skip` and cursors exclude each other. */
function compatible(args: readonly string[]): readonly string[] {
  const pages = args.filter((text) => /^(first|last|skip|after|before):/.test(text))
  const others = args.filter((text) => !pages.includes(text))
  const chosen = pages.filter((text) => /^(first|last):/.test(text)).slice(0, 1)
  const skip = chosen[0]?.startsWith('last') ? [] : pages.filter((text) => text.startsWith('skip:'))
  return [...others, ...chosen, ...skip]
}

function selection(type: GraphQLObjectType, at: At): string {
  const fields = Object.values(type.getFields())
  const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)))
  const objects = fields.filter((field) => !isLeafType(getNamedType(field.type)))
  const wrapper = ['nodes', 'edges', 'node'].some((name) => type.getFields()[name])
  const deeper = wrapper ? at.depth : at.depth + 1
  const chosen = new Set<GraphQLField<unknown, unknown>>()
  for (let i = 0; i < 1 + at.draw(3) && leaves.length > 0; i++) chosen.add(pick(leaves, at.draw))
  if (objects.length > 0 && (deeper < 5 || leaves.length === 0))
    for (let i = 0; i < 1 + at.draw(2); i++) chosen.add(pick(objects, at.draw))
  const texts = [...chosen].map((field) => fieldText(field, { draw: at.draw, depth: deeper }))
  return texts.length > 0 ? `{ ${texts.join(' ')} }` : '{ __typename }'
}

function argumentText(name: string, type: GraphQLInputType, draw: Draw): string {
  if (name === 'first' || name === 'last') return String(draw(6))
  if (name === 'skip') return String(draw(4))
  return valueText(type, draw, 0)
}

function valueText(type: GraphQLInputType, draw: Draw, depth: number): string {
  if (isNonNullType(type)) return valueText(type.ofType, draw, depth)
  if (isListType(type)) {
    const length = 1 + draw(2)
    return `[${Array.from({ length }, () => valueText(type.ofType, draw, depth)).join(', ')}]`
  }
  if (isEnumType(type)) return pick(type.getValues(), draw).name
  if (isInputObjectType(type)) return objectText(type, draw, depth)
  return scalarText(type.name, draw)
}

function objectText(
  type: Extract<GraphQLInputType, { getFields(): object }>,
  draw: Draw,
  depth: number,
): string {
  if (!isInputObjectType(type)) throw new Error('an input object')
  const fields = Object.values(type.getFields())
  const deep = depth >= 3
  const shallow = fields.filter(({ type: of }) => endsIn(getNamedType(of), deep ? 1 : 9))
  const from = shallow.length > 0 ? shallow : fields
  const count = type.isOneOf || deep ? 1 : 1 + draw(2)
  const chosen = new Set(Array.from({ length: count }, () => pick(from, draw)))
  const texts = [...chosen].map((field) => {
    const pair = field.name === 'between'
    const value = pair ? betweenText(field.type, draw) : valueText(field.type, draw, depth + 1)
    return `${field.name}: ${value}`
  })
  return `{ ${texts.join(', ')} }`
}

/** Whether a value of the type needs no more levels than these. */
function endsIn(type: GraphQLNamedType, levels: number): boolean {
  if (!isInputObjectType(type) || levels > 1) return true
  const inner = Object.values(type.getFields()).map((field) => getNamedType(field.type))
  return levels > 0 && inner.some((of) => endsIn(of, levels - 1))
}

function betweenText(type: GraphQLInputType, draw: Draw): string {
  const of = getNamedType(type) as GraphQLInputType
  return `[${valueText(of, draw, 9)}, ${valueText(of, draw, 9)}]`
}

const samples: Readonly<Record<string, readonly string[]>> = {
  ID: ['"1"', '"2"', '"7"', '"4"', '"u1"', '"anon"', '"nowhere"', '""', '"k7"', '"é14"', '"-3"'],
  String: ['"e"', '"A"', '"a"', '"Emma"', '""', '"FR"', '"é"', '"𝒳"', '"code 3"', '"zz"'],
  Int: ['0', '1', '2', '300', '-1'],
  Float: ['0', '0.5', '12'],
  Boolean: ['true', 'true', 'false'],
  BigInt: ['"0"', '"68000000"', '"9007199254740993"'],
  Decimal: ['"9.5"', '"0.10"', '"12"'],
  Date: ['"1815-12-23"', '"1900-01-01"'],
  DateTime: ['"2026-01-02T03:04:05.678Z"', '"2020-02-02T00:00:00.000Z"'],
  Time: ['"08:00:00"'],
  Duration: ['"P3D"', '"PT1H"'],
  EmailAddress: ['"ada@example.org"'],
  URL: ['"https://example.org/"'],
  UUID: ['"123e4567-e89b-12d3-a456-426614174000"'],
  IP: ['"192.0.2.1"'],
  Bytes: ['"aGVsbG8="'],
  JSON: ['{ a: 1 }', '"x"'],
}

function scalarText(name: string, draw: Draw): string {
  return pick(samples[name] ?? ['"9780141439587"'], draw)
}

/** True so many times of so many. */
export function chance(times: number, of: number, draw: Draw): boolean {
  return draw(of) < times
}

/** One of several. */
export function pick<V>(from: readonly V[], draw: Draw): V {
  const found = from[draw(from.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}
