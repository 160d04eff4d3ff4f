import type { GraphQLScalarType } from 'graphql'
import { misfit } from '../misfit.ts'
import { scalarOf } from './scalar.ts'

/** The words for it. */
export const urlName = 'a URL with a scheme and a host'

/** What the URL standard would silently drop or mend. */
const BLANK = /[\s\p{Cc}\\]/u

/** An absolute URL with a host, as written. @throws Misfit */
export function parseUrl(input: unknown): string {
  const text = input instanceof URL ? input.href : input
  if (typeof text !== 'string' || BLANK.test(text) || !/^[^:]+:\/\/[^/]/.test(text)) {
    throw misfit(input, urlName)
  }
  if (!URL.canParse(text) || new URL(text).host === '') throw misfit(input, urlName)
  return text
}

/** `URL`: an absolute URL. */
export const UrlScalar: GraphQLScalarType = scalarOf({
  name: 'URL',
  description: 'An absolute URL with a host: `https://example.com/path?query=1#fragment`.',
  specifiedBy: 'https://url.spec.whatwg.org/#absolute-url-string',
  parse: parseUrl,
  show: String,
})
