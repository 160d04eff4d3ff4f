import { mistakeLine } from '../errors.ts'
import type { Price } from '../plan/price.ts'
import type { Excess, OperationCost, PricedOperations } from './operations.ts'
import type { Paint } from './paint.ts'
import type { Terminal } from './terminal.ts'

/** Says what each operation may cost; whatever fails the check goes to the complaints. */
export function printOperations(
  { operations, mistakes }: PricedOperations,
  { paint, say, complain }: Terminal,
): void {
  for (const operation of operations) {
    if (operation.over.length === 0) costLines(operation, paint).forEach((line) => say(line))
    else overLines(operation, paint).forEach((line) => complain(line))
  }
  for (const mistake of mistakes) complain(mistakeLine(mistake))
  const over = operations.filter((operation) => operation.over.length > 0).length
  const failed = [
    ...(over > 0 ? [`${counted(over, 'operation')} over the limit`] : []),
    ...(mistakes.length > 0 ? [counted(mistakes.length, 'mistake')] : []),
  ]
  if (failed.length > 0) complain(paint.bad(failed.join(', ')))
  else say(paint.good(`${counted(operations.length, 'operation')} within the limits.`))
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function placeOf({ file, line, name }: OperationCost): string {
  return `${file}:${line}: ${name ?? 'operation without a name'}`
}

function costLines(operation: OperationCost, paint: Paint): string[] {
  const place = placeOf(operation)
  if (operation.exact.length === 0) return [`${place}: at most ${figures(operation.static)}`]
  return operation.exact.map((price) => {
    if (price.variables === null) return `${place}: at most ${figures(price)}`
    const which = operation.exact.length > 1 ? ` with ${price.variables}` : ''
    const most = paint.faint(`(whatever the variables: ${figures(operation.static)})`)
    return `${place}${which}: at most ${figures(price)} ${most}`
  })
}

function figures({ calls, rows, scan }: Price): string {
  const scanned = scan > 0 ? `, ${counted(scan, 'further page')}` : ''
  return `${counted(calls, 'call')}, ${counted(rows, 'row')}${scanned}`
}

function overLines(operation: OperationCost, paint: Paint): string[] {
  return operation.over.flatMap((excess) => [
    paint.bad(`${placeOf(operation)}: ${sentence(excess)}`),
    ...costliestLines(excess),
  ])
}

function sentence({ figure, bound, max, by, variables }: Excess): string {
  const what = figure === 'calls' ? 'store calls' : 'rows'
  const which = variables === null ? '' : ` with ${variables}`
  return `may cost ${bound} ${what}${which}; at most ${max} are allowed (${by})`
}

function costliestLines({ figure, costliest }: Excess): string[] {
  const width = Math.max(...costliest.map(({ at }) => at.length))
  return costliest.map(
    (step) =>
      `  ${step.at.padEnd(width)}  ${counted(step[figure], figure.slice(0, -1))}  ${step.does}`,
  )
}
