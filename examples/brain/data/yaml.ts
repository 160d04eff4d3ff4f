import { parts, snapshots, users } from './brain.ts'

/** The files of a YAML folder, by name. */
export const yamlFiles: Readonly<Record<string, string>> = {
  'users.yaml': lines(users),
  'snapshots.yaml': lines(snapshots),
  'parts.yaml': lines(parts),
}

function lines(items: readonly object[]): string {
  return items.map((item) => `- ${flow(item)}\n`).join('')
}

/** One line per item. Integers of 64 bits keep their digits, and so do decimals, which are texts in code. */
function flow(value: unknown, name = ''): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint') return String(value)
  if (name === 'price' && typeof value === 'string') return value
  if (Array.isArray(value)) return `[${value.map((each) => flow(each)).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([key, inner]) => `${key}: ${flow(inner, key)}`)
  return `{${members.join(', ')}}`
}
