/**
 * Unicode simple case folding, exactly as `RegExp` does with the flags `iu`: two texts fold alike when they
 * match each other there. Multi-character foldings (ß to ss) and the Turkish i are no part of it.
 */

const BEYOND_ASCII = /[\u0080-\uffff]/

/** The text with every code point replaced by the one that stands for its case class. */
export function fold(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase()
  classes ??= caseClasses()
  let folded = ''
  for (const point of text) {
    const ascii = point <= '\u007f' ? point.toLowerCase() : point
    folded += classes.get(ascii) ?? ascii
  }
  return folded
}

/** Every code point that folds like this one, itself among them. */
export function alikeInCase(point: string): readonly string[] {
  alike ??= membersByFold()
  return alike.get(fold(point)) ?? [point]
}

let classes: ReadonlyMap<string, string> | undefined
let alike: ReadonlyMap<string, readonly string[]> | undefined

/** The classes that have more than one member, by what they fold to. */
function membersByFold(): Map<string, string[]> {
  const members = new Map<string, string[]>()
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', ...casedPoints()]
  for (const point of letters) {
    const folded = fold(point)
    const known = members.get(folded)
    if (known) known.push(point)
    else members.set(folded, [point])
  }
  return members
}

/** Code points above this have no case; scanning them all would take ten times as long. */
const LAST_CASED = 0x1ffff

/**
 * The engine has no call for simple folding, so its own regular expressions are asked, once, when the first
 * text beyond ASCII is folded (some 60 ms): among the code points that fold alike in full, those that also
 * match each other under `iu` are one class.
 */
function caseClasses(): Map<string, string> {
  const stands = new Map<string, string>()
  for (const alike of fullFoldings().values()) {
    let left = alike
    while (left.length > 1) {
      const first = left[0] ?? ''
      const same = new RegExp(`^${first}$`, 'iu')
      for (const point of left) if (point !== first && same.test(point)) stands.set(point, first)
      left = left.filter((point) => point !== first && !stands.has(point))
    }
  }
  return stands
}

/** Cased code points by their full folding; ASCII letters come first, so that they stand for their class. */
function fullFoldings(): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const point of casedPoints()) {
    const folding = point.toUpperCase().toLowerCase().toUpperCase()
    const group = groups.get(folding)
    if (group) group.push(point)
    else groups.set(folding, [point])
  }
  return groups
}

function casedPoints(): readonly string[] {
  let all = ''
  for (let point = 0x80; point <= LAST_CASED; point++) {
    if (point < 0xd800 || point > 0xdfff) all += String.fromCodePoint(point)
  }
  const cased = all.match(/[\p{Changes_When_Casemapped}\p{Changes_When_Casefolded}]/gu) ?? []
  return [...'abcdefghijklmnopqrstuvwxyz', ...cased]
}
