/**
 * Decimals as digits: the values of `decimal`, `-12.50`. They are kept as written (trailing zeros count as
 * scale, not as value), never with an exponent. Range: what IEEE 754 decimal128 holds, so that no store loses any.
 */

/** A decimal in parts; `digits` has no point, `scale` of them stand behind it. */
interface Parts {
  readonly negative: boolean
  readonly whole: string
  readonly fraction: string
}

const DECIMAL = /^([-+]?)(\d{0,6200})(?:\.(\d{0,6200}))?(?:[eE]([-+]?\d{1,5}))?$/
const MOST_DIGITS = 34
const MOST_PLACES = 6_176
const MOST_WHOLE = 6_145

/** Any decimal notation as plain digits (`1e3` is `1000`, `+07.50` is `7.50`); null where it is none, or too long. */
export function plainDigits(text: string): string | null {
  const match = DECIMAL.exec(text)
  if (!match) return null
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return null
  const moved = movePoint(whole, fraction, Number(exponent))
  return moved && written({ negative: sign === '-', ...moved })
}

function movePoint(whole: string, fraction: string, by: number): Omit<Parts, 'negative'> | null {
  const digits = whole + fraction
  const point = whole.length + by
  if (Math.abs(by) > 2 * MOST_PLACES) return null
  if (point >= digits.length) return fits(digits + '0'.repeat(point - digits.length), '')
  if (point <= 0) return fits('', '0'.repeat(-point) + digits)
  return fits(digits.slice(0, point), digits.slice(point))
}

function fits(whole: string, fraction: string): Omit<Parts, 'negative'> | null {
  const head = whole.replace(/^0+/, '')
  const significant = (head + fraction).replace(/^0+/, '')
  const tooLong = head.length > MOST_WHOLE || fraction.length > MOST_PLACES
  // Zeros behind a whole number are its exponent, not its digits: 1e40 has one digit.
  const counted = fraction === '' ? significant.replace(/0+$/, '') : significant
  return tooLong || counted.length > MOST_DIGITS ? null : { whole: head || '0', fraction }
}

function written({ negative, whole, fraction }: Parts): string {
  const text = fraction === '' ? whole : `${whole}.${fraction}`
  return negative && /[1-9]/.test(text) ? `-${text}` : text
}

/** The order of two plain decimals, by value. */
export function compareDigits(a: string, b: string): number {
  const left = partsOf(a)
  const right = partsOf(b)
  if (left.negative !== right.negative) return left.negative ? -1 : 1
  const order = compareSize(left, right)
  return left.negative ? -order || 0 : order
}

function compareSize(a: Parts, b: Parts): number {
  if (a.whole.length !== b.whole.length) return a.whole.length - b.whole.length
  if (a.whole !== b.whole) return a.whole < b.whole ? -1 : 1
  return a.fraction === b.fraction ? 0 : a.fraction < b.fraction ? -1 : 1
}

/** The same text for all decimals of the same value: `1.50` and `1.5` are `1.5`. */
export function valueOfDigits(text: string): string {
  const { negative, whole, fraction } = partsOf(text)
  return (negative ? '-' : '') + whole + (fraction && `.${fraction}`)
}

function partsOf(text: string): Parts {
  const negative = text.startsWith('-') && /[1-9]/.test(text)
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  return { negative, whole, fraction: fraction.replace(/0+$/, '') }
}
