/** The sample, as our own fields name it: what the memory and YAML stores keep. The same at every run. */

// Types, not interfaces: only those are rows of `memory({ rows })`.
/** A user; ids are integers, and the last is past 2^53. */
export type User = {
  readonly id: bigint
  readonly username: string
  readonly birthday: Date | null
  readonly gender: 'male' | 'female' | 'other' | null
}

/** A snapshot; results that are not there are left out. */
export type Snapshot = {
  readonly user: bigint
  /** 1, 2, 3 … of each user, in the order of arrival. */
  readonly snapshotId: number
  readonly datetime?: Date
  readonly pose?: Pose | Record<string, never>
  readonly colorImage?: Image
  readonly depthImage?: Image
  readonly feelings?: Feelings
}

export type Pose = {
  readonly translation: { readonly x?: number; readonly y?: number; readonly z?: number }
  readonly rotation: {
    readonly x: number
    readonly y: number
    readonly z: number
    readonly w: number
  }
}

export type Image = {
  readonly width: number
  readonly height: number
  /** Where the file lies on the server; nobody may read it. */
  readonly path: string
}

export type Feelings = {
  readonly hunger: number
  readonly thirst: number
  readonly exhaustion: number
  readonly happiness: number
}

/** A part of the headset; decimals and days are texts. */
export type Part = {
  readonly id: string
  readonly title: string
  readonly kind?: string | null
  readonly stock?: number | null
  readonly price?: string | null
  readonly added?: string | null
  readonly tags?: readonly string[] | null
}

const big = 9_007_199_254_740_993n

export const users: readonly User[] = [
  { id: 1n, username: 'Noa Levi', birthday: new Date(632_361_600_000), gender: 'female' },
  { id: 3n, username: 'omer katz', birthday: new Date(1_007_078_400_000), gender: 'other' },
  { id: 12n, username: 'Tal Ben-Ami', birthday: new Date(960_768_000_000), gender: 'female' },
  { id: 42n, username: 'Dana (D.) Gil', birthday: new Date(699_746_400_000), gender: 'male' },
  { id: big, username: 'Big Id', birthday: null, gender: null },
]

/** Everybody's, in the order of arrival; the last belongs to a user who is not there. */
export const snapshots: readonly Snapshot[] = [
  ...ofDana(),
  ...ofNoa(),
  ...ofTal(),
  {
    user: big,
    snapshotId: 1,
    datetime: new Date('2020-12-12T00:00:01.000Z'),
    pose: pose(1, 1, 1),
    feelings: feelings(0.9, 0, 0, -0.9),
  },
  {
    user: 77n,
    snapshotId: 1,
    datetime: new Date('2020-12-12T00:00:02.000Z'),
    pose: pose(0, 0, 0),
  },
]

export const parts: readonly Part[] = [
  part('b1', 'Bolt M3', 'bolt', [120, '1.20', '2010-02-21', ['steel', 'metric']]),
  part('b2', 'Bolt M5 (long)', 'bolt', [92, '11.50', '2010-03-01', ['steel']]),
  part('n1', 'Nut M3', 'nut', [300, '0.30', '2011-02-21', ['brass', 'metric']]),
  part('n2', 'nut m5', 'nut', [58, '9.80', '2011-12-31', []]),
  part('w1', 'Washer', 'washer', [null, null, null, null]),
  { id: 'x1', title: 'Mystery' },
]

/** A thousand, 67 ms apart: much of everything, and every kind of gap. */
function ofDana(): Snapshot[] {
  return upTo(1_000).map((n) => ({
    user: 42n,
    snapshotId: n,
    datetime: new Date(1_575_446_887_339 + (n - 1) * 67),
    pose: pose(...hundredths([7, 11, 13], (by) => ((n * by) % 100) - 50)),
    ...(n % 2 === 1 && { colorImage: image(42n, n, 'color_image', [1920, 1080]) }),
    ...(n % 5 !== 0 && { depthImage: image(42n, n, 'depth_image', [224, 172]) }),
    ...(n % 10 !== 0 && {
      feelings: feelings(...hundredths([37, 53, 71, 89], (by) => ((n * by) % 201) - 100)),
    }),
  }))
}

/** Forty, one a day, each with all four results. */
function ofNoa(): Snapshot[] {
  const start = Date.UTC(2020, 2, 1, 9)
  return upTo(40).map((k) => ({
    user: 1n,
    snapshotId: k,
    datetime: new Date(start + (k - 1) * 86_400_000),
    pose: pose(k, -k, 0),
    colorImage: image(1n, k, 'color_image', [640, 480]),
    depthImage: image(1n, k, 'depth_image', [160, 120]),
    feelings: feelings((k - 20) / 20, 0, (20 - k) / 20, 0.5),
  }))
}

/** Seven edge cases; they arrived in another order than they were taken. */
function ofTal(): Snapshot[] {
  const at = (second: number): Date => new Date(Date.UTC(2020, 5, 12, 0, 0, second))
  const rotation = { x: 10, y: 20, z: 30, w: 40 }
  const cases: readonly Omit<Snapshot, 'user' | 'snapshotId'>[] = [
    { datetime: at(5), pose: { ...pose(1, 2, 3), rotation } },
    { datetime: at(1), feelings: feelings(-1, 0.5, -0.5, 1) },
    { datetime: at(3) },
    {
      datetime: new Date('2020-12-12T00:00:00.000Z'),
      pose: pose(0, 0, 0),
      colorImage: image(12n, 4, 'color_image', [1280, 720]),
      depthImage: image(12n, 4, 'depth_image', [224, 172]),
      feelings: feelings(0.25, 0.25, 0.25, 0.25),
    },
    { datetime: at(4), feelings: feelings(0, 0, 0, 0) },
    { pose: {}, feelings: feelings(0.1, 0.2, 0.3, 0.4) },
    { datetime: at(9), pose: { ...pose(0, 2, 0), translation: { y: 2 } } },
  ]
  return cases.map((one, index) => ({ user: 12n, snapshotId: index + 1, ...one }))
}

function pose(x: number, y: number, z: number): Pose {
  return { translation: { x, y, z: z + 0 }, rotation: { x: 0, y: 0, z: 0, w: 1 } }
}

function image(user: bigint, sid: number, name: string, [width, height]: [number, number]): Image {
  return { width, height, path: `/var/brain/${user}/${sid}/${name}.pgm` }
}

function feelings(hunger: number, thirst: number, exhaustion: number, happiness: number): Feelings {
  return { hunger, thirst, exhaustion: exhaustion + 0, happiness }
}

function part(
  id: string,
  title: string,
  kind: string,
  [stock, price, added, tags]: [number, string, string, string[]] | [null, null, null, null],
): Part {
  return { id, title, kind, stock, price, added, tags }
}

/** One number for each of `factors`, in hundredths; adding 0 makes -0 a 0. */
function hundredths<const F extends readonly number[]>(
  factors: F,
  of: (factor: number) => number,
): { [K in keyof F]: number } {
  return factors.map((factor) => of(factor) / 100 + 0) as { [K in keyof F]: number }
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}
