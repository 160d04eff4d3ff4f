import type { CollectionModel } from '../model/model.ts'
import type { Input, Inputs } from './builder.ts'
import type { Compilation } from './compilation.ts'
import { sortExample, whereExample } from './examples.ts'
import { sortInput } from './sort.ts'
import { whereInput } from './where.ts'

/** The arguments of a list: which items, in which order, which page. */
export function listArguments(c: Compilation, of: CollectionModel): Inputs {
  return {
    ...whereArgument(c, of),
    ...sortArgument(c, of),
    ...pageArguments(of.page, c.model.limits.skip),
  }
}

/** `where`, for lists, summaries and groups. */
export function whereArgument(c: Compilation, of: CollectionModel): Inputs {
  const description = `Only what meets these conditions.\n\nExample: ${whereExample(c, of)}`
  return { where: { type: whereInput(c, of), description } }
}

function sortArgument(c: Compilation, of: CollectionModel): Inputs {
  const description = `Sort by the first element, then by the next; the id comes last by itself.\n\nExample: ${sortExample(c, of)}`
  return { sort: { type: `[${sortInput(c, of)}!]`, description } }
}

function pageArguments(page: CollectionModel['page'], skip: number): Inputs {
  const most = `at most ${page.max}`
  return {
    first: int(
      `So many from the start, ${most}; ${page.default} without \`first\` and \`last\`. 0 answers only \`totalCount\`.`,
    ),
    after: cursor('Only what comes after this cursor.'),
    last: int(`So many from the end, ${most}. Not with \`first\` or \`skip\`.`),
    before: cursor('Only what comes before this cursor.'),
    skip: int(
      `Leaves out so many at the start, at most ${skip}, for page numbers. Not with cursors or \`last\`.`,
    ),
  }
}

function int(description: string): Input {
  return { type: 'Int', description }
}

function cursor(what: string): Input {
  return {
    type: 'String',
    description: `${what} A cursor belongs to the \`sort\` that it came with.`,
  }
}

/** The names of a connection's types and what it lists. */
export interface ConnectionNames {
  readonly connection: string
  readonly edge: string
  /** The type of the nodes, made already. */
  readonly node: string
}

/** A page of a list, as Relay wants it, with `nodes` and `totalCount`. */
export function connectionType(c: Compilation, names: ConnectionNames): string {
  const { node } = names
  return c.types.object(names.connection, () => ({
    description: `A page of a list of ${node}.`,
    fields: () => ({
      edges: {
        type: `[${edgeType(c, names)}!]!`,
        stamp: { kind: 'edges' },
        description: 'What is on the page, each with its cursor.',
      },
      nodes: { type: `[${node}!]!`, stamp: { kind: 'nodes' }, description: 'What is on the page.' },
      pageInfo: {
        type: `${pageInfoType(c)}!`,
        stamp: { kind: 'pageInfo' },
        description: 'Whether there is more, and from where to go on.',
      },
      totalCount: {
        type: 'Int',
        stamp: { kind: 'totalCount' },
        description: 'How many there are on all pages. Counted only when asked for.',
      },
    }),
  }))
}

function edgeType(c: Compilation, { edge, node }: ConnectionNames): string {
  return c.types.object(edge, () => ({
    description: `One ${node} of a page, with its cursor.`,
    fields: () => ({
      node: { type: `${node}!`, stamp: { kind: 'node' }, description: `The ${node}.` },
      cursor: {
        type: 'String!',
        stamp: { kind: 'cursor' },
        description: 'Its place in the list, for `after` and `before`.',
      },
    }),
  }))
}

function pageInfoType(c: Compilation): string {
  return c.types.object('PageInfo', () => ({
    description: 'Whether a list goes on beyond a page, as Relay wants it.',
    fields: () => ({
      hasNextPage: {
        type: 'Boolean!',
        stamp: { kind: 'hasNextPage' },
        description: 'More comes after this page.',
      },
      hasPreviousPage: {
        type: 'Boolean!',
        stamp: { kind: 'hasPreviousPage' },
        description: 'More comes before this page.',
      },
      startCursor: {
        type: 'String',
        stamp: { kind: 'startCursor' },
        description: 'The cursor of the first on the page, for `before`; null of an empty page.',
      },
      endCursor: {
        type: 'String',
        stamp: { kind: 'endCursor' },
        description: 'The cursor of the last on the page, for `after`; null of an empty page.',
      },
    }),
  }))
}
