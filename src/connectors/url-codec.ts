import { keyOf, keyText, type Key } from '../fields/key.ts'
import type { FieldCodec } from './connector.ts'

/**
 * The coding of links that a store keeps as addresses: with `/films/{id}/` the stored
 * `https://api.example/films/1/` is the key 1, and 1 is stored as `/films/1/`. Lists hold one address each.
 */
export function urlCodec(template: string): FieldCodec {
  const [before = '', after = ''] = template.split('{id}')
  const pattern = new RegExp(`${literal(before)}([^/?#]+)${literal(after)}$`)
  const decodeOne = (stored: unknown): Key | undefined => {
    const part = typeof stored === 'string' ? pattern.exec(stored)?.[1] : undefined
    return part === undefined ? undefined : keyOf(decodeURIComponent(part))
  }
  const encodeOne = (key: unknown): string =>
    before + encodeURIComponent(keyText(key as Key)) + after
  return {
    url: template,
    decode: (stored) => (Array.isArray(stored) ? stored.map(decodeOne) : decodeOne(stored)),
    encode: (value) => (Array.isArray(value) ? value.map(encodeOne) : encodeOne(value)),
  }
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
