import type { GraphQLScalarType } from 'graphql'
import { misfit } from '../misfit.ts'
import { scalarOf } from './scalar.ts'

/** The words for it. */
export const emailName = 'an email address'

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
/** As the HTML standard defines it for `<input type="email">`. */
const EMAIL = new RegExp(`^[a-zA-Z0-9.!#$%&'*+/=?^_\`{|}~-]+@${LABEL}(?:\\.${LABEL})*$`)
/** RFC 5321 §4.5.3.1: a path of at most 256 with its brackets. */
const LONGEST = 254

/** An email address, as written. @throws Misfit */
export function parseEmail(input: unknown): string {
  if (typeof input === 'string' && input.length <= LONGEST && EMAIL.test(input)) return input
  throw misfit(input, emailName)
}

/** `EmailAddress`, as forms in a browser accept it. */
export const EmailAddressScalar: GraphQLScalarType = scalarOf({
  name: 'EmailAddress',
  description: 'An email address, as the HTML standard defines it: `ada@example.com`.',
  specifiedBy: 'https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address',
  parse: parseEmail,
  show: String,
})
