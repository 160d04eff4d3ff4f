import { accept } from '../../src/fields/accept.ts'
import type { Field } from '../../src/fields/field.ts'

/** What a create of one field says to a value: its issues as `path: message`, or the value itself. */
export function write(field: Field, value: unknown): unknown {
  const { values, issues } = accept({ it: field }, { it: value }, 'create')
  return issues.length > 0 ? say(issues) : values['it']
}

/** Issues as lines. */
export function say(
  issues: readonly { path: readonly (string | number)[]; message: string }[],
): string[] {
  return issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
}
