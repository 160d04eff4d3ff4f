import type { Checked } from '../checked.ts'
import type { Declared } from '../declared.ts'
import type { LinkSide } from '../links.ts'

/** A link and where its mistakes are told. */
export interface SideAt {
  readonly side: LinkSide
  /** `books.loan.user` */
  readonly at: string
  readonly one: Declared
}

/** Every declared link. */
export function eachSide({ declared, sides }: Checked): readonly SideAt[] {
  return declared.flatMap((one) =>
    [...(sides.get(one.name)?.values() ?? [])].map((side) => ({ side, at: placeOf(side), one })),
  )
}

/** `books.loan.user` */
export function placeOf(side: LinkSide): string {
  return `${side.collection}.${side.name}`
}
