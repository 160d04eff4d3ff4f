import type { Mistake } from '../../errors.ts'
import { mistake } from '../checked.ts'
import type { Checked } from '../checked.ts'
import { isCollection } from '../declared.ts'
import type { ExportedPart } from '../modules.ts'
import { isName } from '../names.ts'

/** Selections and actions are on a collection that is exported, under one name of their own. */
export function exportedParts({ schema }: Checked): readonly Mistake[] {
  return schema.parts.flatMap((part) => [
    ...onUnknown(part),
    ...badName(part),
    ...namedAgain(part, schema.parts),
  ])
}

function onUnknown(part: ExportedPart): readonly Mistake[] {
  const { kind, on } = part.value
  if (part.on !== null || (kind === 'action' && on === null)) return []
  const what = isCollection(on)
    ? `the collection of type ${on.type}, which no module exports as default`
    : 'what is no collection'
  return [
    mistake(
      part,
      `${part.module}.${part.name}`,
      `is ${article(kind)} on ${what}; hand it the collection that the schema exports`,
    ),
  ]
}

function badName(part: ExportedPart): readonly Mistake[] {
  if (part.name === 'default' || isName(part.name)) return []
  return [
    mistake(
      part,
      `${part.module}.${part.name}`,
      `is no name that GraphQL takes; use letters, digits and _, and no two _ at the beginning`,
    ),
  ]
}

function namedAgain(part: ExportedPart, parts: readonly ExportedPart[]): readonly Mistake[] {
  const first = parts.find((other) => other.value === part.value)
  if (!first || first === part || first.name === part.name) return []
  return [
    mistake(
      part,
      `${part.module}.${part.name}`,
      `is the ${part.value.kind} that ${first.module} exports as ${first.name}; ${article(part.value.kind)} has one name`,
    ),
  ]
}

function article(kind: ExportedPart['value']['kind']): string {
  return kind === 'action' ? 'an action' : 'a selection'
}
