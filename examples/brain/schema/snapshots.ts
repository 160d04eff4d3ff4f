import {
  collection,
  datetime,
  float,
  int,
  list,
  object,
  oneOf,
  ref,
  string,
  type Field,
} from 'refract'

/** A number that some stores leave out when it is 0. */
const number = (example: number): Field<number | null> => float({ absent: 0, example })

const share = (description: string): Field<number | null> =>
  float({ absent: 0, min: -1, max: 1, description })

/** `path` is where the file lies on the server: it is stored, and nobody may read it. */
const image = {
  width: int({ required: true, min: 1, example: 1920 }),
  height: int({ required: true, min: 1, example: 1080 }),
  path: string({ can: { read: false } }),
}

/** Where the bytes of an image are to be had. */
const address = (of: 'colorImage' | 'depthImage') =>
  ({
    of: string(),
    description: `The address of the bytes of ${of}; null where there is none`,
  }) as const

const results = ['POSE', 'COLOR_IMAGE', 'DEPTH_IMAGE', 'FEELINGS'] as const

export default collection('Snapshot', {
  store: 'snapshots',
  description: 'What one person saw and felt at one moment; parsers add the results one by one.',
  fields: {
    user: ref('users', { reverse: 'snapshots' }),
    snapshotId: int({ description: '1, 2, 3 … of each user, in the order of arrival' }),
    datetime: datetime({ description: 'Null until it has arrived' }),
    pose: object({
      translation: object({ x: number(0.07), y: number(0.11), z: number(0.13) }),
      rotation: object({ x: number(0), y: number(0), z: number(0), w: number(1) }),
    }),
    colorImage: object(image),
    depthImage: object(image),
    feelings: object({
      hunger: share('-1 is hungry, 1 is full'),
      thirst: share('-1 is thirsty'),
      exhaustion: share('-1 is exhausted'),
      happiness: share('-1 is sad, 1 is happy'),
    }),
  },
  computed: {
    availableResults: {
      of: list(oneOf(results)),
      description:
        'The results that are there, always in this order; zeros count, an empty map does not',
      reads: ['pose', 'colorImage', 'depthImage', 'feelings'],
      filter: true,
      from: ({ pose, colorImage, depthImage, feelings }) => {
        const there = {
          POSE: Boolean(pose?.translation ?? pose?.rotation),
          COLOR_IMAGE: Boolean(colorImage?.width),
          DEPTH_IMAGE: Boolean(depthImage?.width),
          FEELINGS: feelings !== null,
        }
        return results.filter((name) => there[name])
      },
    },
    colorImageUrl: {
      ...address('colorImage'),
      reads: ['user', 'snapshotId', 'colorImage.width'],
      from: ({ user, snapshotId, colorImage }) =>
        colorImage?.width ? `/files/users/${user}/snapshots/${snapshotId}/color_image` : null,
    },
    depthImageUrl: {
      ...address('depthImage'),
      reads: ['user', 'snapshotId', 'depthImage.width'],
      from: ({ user, snapshotId, depthImage }) =>
        depthImage?.width ? `/files/users/${user}/snapshots/${snapshotId}/depth_image` : null,
    },
  },
  unique: [
    ['user', 'snapshotId'],
    ['user', 'datetime'],
  ],
  order: [{ datetime: 'asc' }],
  can: { read: true },
  meta: false,
})
