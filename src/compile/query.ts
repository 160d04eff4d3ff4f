import type { CollectionModel, SelectionModel } from '../model/model.ts'
import { groupSortInput, havingInput } from './arrange.ts'
import type { Inputs, Output, Outputs } from './builder.ts'
import type { Compilation } from './compilation.ts'
import { listArguments, whereArgument } from './connection.ts'
import { sentence } from './describe.ts'
import { groupType } from './group.ts'
import { groupByExample, groupByInput } from './group-by.ts'
import { itemConnection, itemType } from './item.ts'
import { shownColumns, shownConnection } from './selection.ts'
import { summaryType } from './summary.ts'

/** The fields of `Query`: what may be read of each collection, and its selections. */
export function queryOutputs(c: Compilation): Outputs {
  const outputs: Record<string, Output> = {}
  for (const of of c.model.collections.values()) {
    if (of.hidden) continue
    Object.assign(outputs, itemOutputs(c, of), figuresOutputs(c, of))
    for (const selection of of.selections) {
      const output = selectionOutput(c, of, selection)
      if (output) outputs[selection.names.field] = output
    }
  }
  return outputs
}

function itemOutputs(c: Compilation, of: CollectionModel): Outputs {
  const { one, many, byIds } = of.names
  return {
    [one]: {
      type: itemType(c, of),
      description: `The ${of.type} with this id; null where there is none, or none that you may see.`,
      args: { id: { type: 'ID!', description: 'Its id, as text.' } },
      stamp: { kind: 'byId', collection: of },
    },
    [byIds]: {
      type: `[${itemType(c, of)}]`,
      description: `The ${of.name} with these ids, in their order; null for each that is absent or not visible.`,
      args: {
        ids: {
          type: '[ID!]!',
          description: `At most ${c.model.limits.ids} ids; an id may come twice.`,
        },
      },
      stamp: { kind: 'byIds', collection: of },
    },
    [many]: {
      type: itemConnection(c, of),
      description: sentence(of.description ?? `All ${of.name}`),
      args: listArguments(c, of),
      stamp: { kind: 'list', collection: of, selection: null },
    },
  }
}

function figuresOutputs(c: Compilation, of: CollectionModel): Outputs {
  const { summaryField, groupsField } = of.names
  return {
    [summaryField]: {
      type: summaryType(c, of),
      description: `Figures of all ${of.name} that match: count, sums, means, extremes, different values.`,
      args: whereArgument(c, of),
      stamp: { kind: 'summary', collection: of },
    },
    [groupsField]: {
      type: `[${groupType(c, of)}!]`,
      description: `The ${of.name} that match, in groups with their figures; by key ascending unless \`sort\` says otherwise.`,
      args: groupArguments(c, of),
      stamp: { kind: 'groups', collection: of },
    },
  }
}

function groupArguments(c: Compilation, of: CollectionModel): Inputs {
  const { groupsDefault, groupsMax, skip } = c.model.limits
  return {
    by: {
      type: `[${groupByInput(c, of)}!]!`,
      description: `What the groups are by, one at least.\n\nExample: ${groupByExample(c, of)}`,
    },
    ...whereArgument(c, of),
    having: {
      type: havingInput(c, of),
      description:
        'Only groups whose figures meet these conditions.\n\nExample: `{ count: { gte: 2 } }`',
    },
    sort: {
      type: `[${groupSortInput(c, of)}!]`,
      description:
        'Sort by the first element, then by the next; the key comes last by itself.\n\nExample: `[{ count: DESC }]`',
    },
    first: {
      type: 'Int',
      description: `So many groups from the start, ${groupsDefault} unless given, at most ${groupsMax}.`,
    },
    skip: { type: 'Int', description: `Leaves out so many groups at the start, at most ${skip}.` },
  }
}

/** Of a selection that nobody may read, or that shows nothing that anybody may read: none. */
function selectionOutput(
  c: Compilation,
  of: CollectionModel,
  selection: SelectionModel,
): Output | null {
  const { show, name, description, hidden } = selection
  if (hidden || (show && shownColumns(show).length === 0)) return null
  return {
    type: show ? shownConnection(c, selection, show) : itemConnection(c, of),
    description: `${sentence(description ?? `The ${of.name} of the selection ${name}`)} Your \`where\` is added to its own, your \`sort\` replaces its own.`,
    args: listArguments(c, of),
    stamp: { kind: 'list', collection: of, selection },
  }
}
