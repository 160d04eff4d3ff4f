/** How the stores write what our fields hold; `ordered` where the stored values compare as ours do. */

/** Seconds since 1970. */
export const seconds = {
  decode: (stored: unknown): Date => new Date(Number(stored) * 1_000),
  encode: (value: unknown): number => Number(value) / 1_000,
  ordered: true,
}

/** Milliseconds since 1970. */
export const milliseconds = {
  decode: (stored: unknown): Date => new Date(Number(stored)),
  encode: (value: unknown): number => Number(value),
  ordered: true,
}

const genders = ['male', 'female', 'other']

/** A gender as 0, 1, 2: texts order otherwise. */
export const genderNumber = {
  decode: (stored: unknown): string | undefined => genders[Number(stored)],
  encode: (value: unknown): number => genders.indexOf(String(value)),
}

/** The number behind the dash of `<user>-<number>`; what stands before it cannot be told from the number. */
export const numberOfId = {
  decode: (stored: unknown): number => Number(String(stored).split('-')[1]),
  encode: (value: unknown): string => `-${String(value)}`,
}

const spoken = /^(?<clock>[\d:.]{12}) \w{3}, (?<month>\w{3}) ?(?<day>\d\d?), (?<year>\d{4})$/
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec'

/** `00:00:05.000 Fri, Jun12, 2020`, in UTC. */
export const spokenMoment = {
  decode(stored: unknown): Date | undefined {
    const { clock, month = '', day = '', year } = spoken.exec(String(stored))?.groups ?? {}
    const number = months.indexOf(month) / 3 + 1
    return new Date(`${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}T${clock}Z`)
  },
  encode(value: unknown): string {
    const [, day, month, year, clock] = new Date(Number(value)).toUTCString().split(' ')
    const millis = new Date(Number(value)).toISOString().slice(19, 23)
    const weekday = new Date(Number(value)).toUTCString().slice(0, 3)
    return `${clock}${millis} ${weekday}, ${month}${day}, ${year}`
  },
}
