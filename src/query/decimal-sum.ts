/**
 * Exact sums and averages of bigints and decimals, in digits. `digits` × 10^-`scale` is the value; decimals are
 * texts such as `-12.50`.
 */
export interface Exact {
  readonly digits: bigint
  readonly scale: number
}

const SIGNIFICANT = 34

/** A bigint, or a decimal in plain digits. */
export function exactOf(value: unknown): Exact {
  if (typeof value === 'bigint') return { digits: value, scale: 0 }
  const [whole = '0', fraction = ''] = String(value).split('.')
  return { digits: BigInt(whole + fraction), scale: fraction.length }
}

/** The sum, with the longer of the two scales. */
export function addExact(a: Exact, b: Exact): Exact {
  if (a.scale < b.scale) return addExact(b, a)
  return { digits: a.digits + b.digits * tenTo(a.scale - b.scale), scale: a.scale }
}

/** In plain digits, with as many places as the scale says. */
export function exactText({ digits, scale }: Exact): string {
  const negative = digits < 0n
  const plain = String(negative ? -digits : digits).padStart(scale + 1, '0')
  const point = plain.length - scale
  const fraction = scale > 0 ? `.${plain.slice(point)}` : ''
  return `${negative ? '-' : ''}${plain.slice(0, point)}${fraction}`
}

/** `sum / count` in plain digits: 34 significant digits, half to even, no trailing zeros. `count` is at least 1. */
export function averageText(sum: Exact, count: number): string {
  const negative = sum.digits < 0n
  const size = negative ? -sum.digits : sum.digits
  if (size === 0n) return '0'
  const rounded = quotient(size, BigInt(count), sum.scale)
  const { digits, scale } = withoutZeros(rounded)
  return exactText({ digits: negative ? -digits : digits, scale })
}

/** `size / (count × 10^scale)` with 34 significant digits, half to even. */
function quotient(size: bigint, count: bigint, scale: number): Exact {
  const places = SIGNIFICANT - firstPlace(size, count)
  const above = places >= 0 ? size * tenTo(places) : size
  const below = places >= 0 ? count : count * tenTo(-places)
  const floor = above / below
  const rest = 2n * (above % below)
  const up = rest > below || (rest === below && floor % 2n === 1n)
  return { digits: up ? floor + 1n : floor, scale: scale + places }
}

/** The least n with `size / count < 10^n`. */
function firstPlace(size: bigint, count: bigint): number {
  const guess = String(size).length - String(count).length
  const reached = guess >= 0 ? size >= count * tenTo(guess) : size * tenTo(-guess) >= count
  return reached ? guess + 1 : guess
}

/** Zeros behind the point go; with a negative scale, zeros before the point come. */
function withoutZeros({ digits, scale }: Exact): Exact {
  if (scale <= 0) return { digits: digits * tenTo(-scale), scale: 0 }
  const zeros = /0*$/.exec(String(digits))?.[0].length ?? 0
  const cut = Math.min(zeros, scale)
  return { digits: digits / tenTo(cut), scale: scale - cut }
}

function tenTo(power: number): bigint {
  return 10n ** BigInt(power)
}
