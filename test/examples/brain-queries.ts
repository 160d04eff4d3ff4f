/** What the pages of a web site over the example ask, and how many store calls that takes. */
export interface Page {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  /** Store calls, at most. */
  readonly calls: number
}

export const pages = {
  users: {
    query: '{ users(sort: [{ username: ASC }]) { nodes { id username } } }',
    calls: 1,
  },
  'user card': {
    query: '{ user(id: 42) { username birthday gender snapshots(first: 0) { totalCount } } }',
    calls: 2,
  },
  'snapshot grid': {
    query: `{ user(id: 42) { snapshots(sort: [{ snapshotId: ASC }], skip: 40, first: 20) {
      nodes { snapshotId datetime colorImageUrl } } } }`,
    calls: 2,
  },
  'snapshot detail': {
    query: `query ($id: ID!, $user: ID!, $sid: Int!) {
      snapshot(id: $id) {
        snapshotId datetime availableResults user { id username }
        pose { translation { x y z } rotation { x y z w } }
        colorImage { width height } colorImageUrl
        depthImage { width height } depthImageUrl
        feelings { hunger thirst exhaustion happiness }
      }
      previous: snapshots(where: { user: { id: { eq: $user } }, snapshotId: { lt: $sid } },
        sort: [{ snapshotId: DESC }], first: 1) { nodes { id snapshotId } }
      next: snapshots(where: { user: { id: { eq: $user } }, snapshotId: { gt: $sid } },
        sort: [{ snapshotId: ASC }], first: 1) { nodes { id snapshotId } }
    }`,
    variables: { id: '12-4', user: '12', sid: 4 },
    calls: 4,
  },
  'feelings chart': {
    query: `{ user(id: 1) { snapshots(sort: [{ datetime: ASC }], first: 100) {
      nodes { datetime feelings { hunger thirst exhaustion happiness } } } } }`,
    calls: 2,
  },
  overview: {
    query: `{ users(sort: [{ username: ASC }]) { nodes {
      username
      latest: snapshots(sort: [{ datetime: DESC }], where: { datetime: { isNull: false } }, first: 1) {
        nodes { datetime }
      }
      snapshots(sort: [{ snapshotId: ASC }], first: 3) { nodes { snapshotId } }
    } } }`,
    calls: 3,
  },
  filter: {
    query: `{ snapshots(where: { user: { id: { eq: 42 } }, feelings: { hunger: { gt: 0.5 } } },
      sort: [{ feelings: { hunger: DESC } }, { snapshotId: ASC }], first: 5) {
      totalCount nodes { snapshotId feelings { hunger } } } }`,
    calls: 1,
  },
} as const satisfies Readonly<Record<string, Page>>

/** What they answer, whichever the store. */
export const answers: Readonly<Record<keyof typeof pages, unknown>> = {
  users: {
    users: {
      nodes: [
        { id: '9007199254740993', username: 'Big Id' },
        { id: '42', username: 'Dana (D.) Gil' },
        { id: '1', username: 'Noa Levi' },
        { id: '12', username: 'Tal Ben-Ami' },
        { id: '3', username: 'omer katz' },
      ],
    },
  },
  'user card': {
    user: {
      username: 'Dana (D.) Gil',
      birthday: '1992-03-04T22:00:00.000Z',
      gender: 'MALE',
      snapshots: { totalCount: 1000 },
    },
  },
  'snapshot grid': { user: { snapshots: { nodes: upTo(20).map((n) => gridded(40 + n)) } } },
  'snapshot detail': {
    snapshot: {
      snapshotId: 4,
      datetime: '2020-12-12T00:00:00.000Z',
      availableResults: ['POSE', 'COLOR_IMAGE', 'DEPTH_IMAGE', 'FEELINGS'],
      user: { id: '12', username: 'Tal Ben-Ami' },
      pose: { translation: { x: 0, y: 0, z: 0 }, rotation: { x: 0, y: 0, z: 0, w: 1 } },
      colorImage: { width: 1280, height: 720 },
      colorImageUrl: '/files/users/12/snapshots/4/color_image',
      depthImage: { width: 224, height: 172 },
      depthImageUrl: '/files/users/12/snapshots/4/depth_image',
      feelings: { hunger: 0.25, thirst: 0.25, exhaustion: 0.25, happiness: 0.25 },
    },
    previous: { nodes: [{ id: '12-3', snapshotId: 3 }] },
    next: { nodes: [{ id: '12-5', snapshotId: 5 }] },
  },
  'feelings chart': { user: { snapshots: { nodes: upTo(40).map(felt) } } },
  overview: {
    users: {
      nodes: [
        overviewed('Big Id', '2020-12-12T00:00:01.000Z', 1),
        overviewed('Dana (D.) Gil', '2019-12-04T08:09:14.272Z', 3),
        overviewed('Noa Levi', '2020-04-09T09:00:00.000Z', 3),
        overviewed('Tal Ben-Ami', '2020-12-12T00:00:00.000Z', 3),
        overviewed('omer katz', null, 0),
      ],
    },
  },
  filter: {
    snapshots: {
      totalCount: 225,
      nodes: [
        { snapshotId: 38, feelings: { hunger: 1 } },
        { snapshotId: 239, feelings: { hunger: 1 } },
        { snapshotId: 641, feelings: { hunger: 1 } },
        { snapshotId: 842, feelings: { hunger: 1 } },
        { snapshotId: 76, feelings: { hunger: 0.99 } },
      ],
    },
  },
}

/** User 42 has a colour image in every other snapshot, 67 ms after the one before. */
function gridded(sid: number): object {
  const odd = sid % 2 === 1
  return {
    snapshotId: sid,
    datetime: new Date(1_575_446_887_339 + (sid - 1) * 67).toISOString(),
    colorImageUrl: odd ? `/files/users/42/snapshots/${sid}/color_image` : null,
  }
}

/** User 1 gets fuller day by day, from -0.95 to 1 by 0.05. */
function felt(day: number): object {
  const hunger = (day - 20) / 20
  return {
    datetime: new Date(Date.UTC(2020, 2, day, 9)).toISOString(),
    feelings: { hunger, thirst: 0, exhaustion: 0 - hunger, happiness: 0.5 },
  }
}

function overviewed(username: string, datetime: string | null, count: number): object {
  return {
    username,
    latest: { nodes: datetime === null ? [] : [{ datetime }] },
    snapshots: { nodes: upTo(count).map((snapshotId) => ({ snapshotId })) },
  }
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}
