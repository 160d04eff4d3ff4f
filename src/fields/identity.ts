import type { FieldType } from './field.ts'

type Identity = ReturnType<FieldType['identity']>

/** One text for several identities: equal exactly when all of them are, whatever characters they hold. */
export function joinIdentities(parts: readonly (Identity | null)[]): string {
  return parts.map(partText).join('')
}

function partText(part: Identity | null): string {
  if (part === null) return '-'
  const text = String(part)
  return `${(typeof part)[0]}${text.length}:${text}`
}
