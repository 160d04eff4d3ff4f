import type { ModelPath, SelectionModel } from '../model/model.ts'
import type { Output, TypeText } from './builder.ts'
import type { Compilation } from './compilation.ts'
import { connectionType } from './connection.ts'
import { describeComputed, describeField, idTold, sentence } from './describe.ts'
import { valueText } from './values.ts'

/** The connection of a selection's own rows. */
export function shownConnection(
  c: Compilation,
  selection: SelectionModel,
  show: ReadonlyMap<string, ModelPath>,
): string {
  const { connection, edge, type } = selection.names
  const node = c.types.object(type, () => ({
    description: sentence(selection.description ?? `A row of ${selection.names.field}`),
    fields: () => columns(c, show),
  }))
  return connectionType(c, { connection, edge, node })
}

/** The columns that somebody may read. */
export function shownColumns(
  show: ReadonlyMap<string, ModelPath>,
): readonly (readonly [string, ModelPath])[] {
  return [...show].filter(([, { field }]) => field === 'id' || !field.hidden)
}

function columns(c: Compilation, show: ReadonlyMap<string, ModelPath>): Record<string, Output> {
  const fields: Record<string, Output> = {}
  for (const [name, path] of shownColumns(show)) {
    const { type, description } = endOf(c, path)
    fields[name] = {
      // What is absent or not visible on the way is a null element.
      type: path.many ? `[${type}]` : type,
      description: `${description}\n\nShows \`${path.text}\`.`,
      stamp: { kind: 'show', path },
    }
  }
  return fields
}

function endOf(
  c: Compilation,
  { field, steps }: ModelPath,
): { type: TypeText; description: string } {
  if (field === 'id') return { type: 'ID', description: idTold.full }
  if ('of' in field)
    return { type: valueText(c, field.of).whole, description: describeComputed(field).full }
  const { text, whole } = valueText(c, field)
  return { type: steps.at(-1)?.each ? text : whole, description: describeField(field).full }
}
