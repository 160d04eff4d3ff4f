import { readFileSync } from 'node:fs'

/** `refract/1.2.3` */
export function userAgent(): string {
  const file = new URL('../../../../../package.json', import.meta.url)
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }
  return `refract/${version}`
}
