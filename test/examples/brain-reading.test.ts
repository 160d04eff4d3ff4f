import { describe, expect, it } from 'vitest'
import { dataOf } from '../support/placements.ts'
import { onEachVariant, type Brain } from './brain.ts'

/*
 * Reading users, snapshots and results, on every store of the example:
 *
 *  9  users by username            users(sort: [{ username: ASC }]) { nodes { id username } }
 * 11  a 64-bit id                  user(id: "9007199254740993")
 * 12  nobody of that id            user(id: 99)
 * 13  a user without snapshots     user(id: 3) { snapshots { totalCount nodes } }
 * 14  the orders of user 12        user(id: 12) { snapshots(sort: [{ snapshotId | datetime: … }]) }
 * 15  snapshot(userId, snapshotId) snapshot(id: "12-1") { availableResults }
 * 16  numbers that are missing     snapshot(id: "12-7") { pose { translation } }
 * 18  result(name)                 snapshot(id: "42-2") { colorImage depthImage }
 * 19  dataUrl                      colorImageUrl; the bytes are a later matter
 * 20  moments and hunger           snapshot(id: "42-1"), user(id: 42) { birthday }
 * 22  fifty with their user        snapshots(where: { user: { id: { eq: 42 } } }, first: 50) { nodes { user } }
 * 23  a dangling user              snapshot(id: "77-1") { datetime user }
 * 25  previous and next            snapshots(where: { user, snapshotId: { lt | gt } }, sort, first: 1)
 */

type Asking = Pick<Brain, 'ask' | 'calls' | 'upstream'>

describe('users', () => {
  onEachVariant((brain) => {
    it('come by username, in one call that asks for no more than it shows', async () => {
      const { users } = await dataOf(
        brain,
        '{ users(sort: [{ username: ASC }]) { nodes { id username } } }',
      )
      expect(users.nodes).toEqual([
        { id: '9007199254740993', username: 'Big Id' },
        { id: '42', username: 'Dana (D.) Gil' },
        { id: '1', username: 'Noa Levi' },
        { id: '12', username: 'Tal Ben-Ami' },
        { id: '3', username: 'omer katz' },
      ])
      expect(brain.calls()).toEqual([
        'users.find all | sort username asc, id asc | first 20 {id username}',
      ])
    })

    it('have ids past 2^53, exact', async () => {
      const data = await dataOf(
        brain,
        '{ big: user(id: "9007199254740993") { id username } near: user(id: "9007199254740992") { id } }',
      )
      expect(data).toEqual({ big: { id: '9007199254740993', username: 'Big Id' }, near: null })
    })

    it('are null where there is none, without an error', async () => {
      const answer = await brain.ask('{ user(id: 99) { username } }')
      expect(answer.data).toEqual({ user: null })
      expect(answer).not.toHaveProperty('errors')
    })

    it('may have no snapshot', async () => {
      const data = await dataOf(
        brain,
        '{ user(id: 3) { username snapshots { totalCount nodes { snapshotId } } } }',
      )
      expect(data.user).toEqual({ username: 'omer katz', snapshots: { totalCount: 0, nodes: [] } })
    })

    it('have a birthday and a gender, or not', async () => {
      const data = await dataOf(
        brain,
        '{ usersByIds(ids: [42, 1, "9007199254740993", 99, 3, 42]) { birthday gender } }',
      )
      const dana = { birthday: '1992-03-04T22:00:00.000Z', gender: 'MALE' }
      expect(data.usersByIds).toEqual([
        dana,
        { birthday: '1990-01-15T00:00:00.000Z', gender: 'FEMALE' },
        { birthday: null, gender: null },
        null,
        { birthday: '2001-11-30T00:00:00.000Z', gender: 'OTHER' },
        dana,
      ])
    })
  })
})

describe('snapshots', () => {
  onEachVariant((brain) => {
    it.each([
      ['snapshotId: ASC', [1, 2, 3, 4, 5, 6, 7]],
      ['datetime: ASC', [6, 2, 3, 5, 1, 7, 4]],
      ['datetime: DESC', [4, 7, 1, 5, 3, 2, 6]],
    ])('of a user come by %s', async (sort, sids) => {
      const query = `{ user(id: 12) { snapshots(sort: [{ ${sort} }]) { nodes { snapshotId } } } }`
      expect(sidsOf((await dataOf(brain, query)).user.snapshots)).toEqual(sids)
    })

    it.each([
      ['12-1', '2020-06-12T00:00:05.000Z', ['POSE']],
      ['12-3', '2020-06-12T00:00:03.000Z', []],
      ['12-4', '2020-12-12T00:00:00.000Z', ['POSE', 'COLOR_IMAGE', 'DEPTH_IMAGE', 'FEELINGS']],
      ['12-5', '2020-06-12T00:00:04.000Z', ['FEELINGS']],
      ['12-6', null, ['FEELINGS']],
    ])('%s says which results it has', async (id, datetime, availableResults) => {
      const { snapshot } = await dataOf(
        brain,
        `{ snapshot(id: "${id}") { id datetime availableResults } }`,
      )
      expect(snapshot).toEqual({ id, datetime, availableResults })
    })

    it('read missing numbers of a result as 0', async () => {
      const data = await dataOf(
        brain,
        `{ half: snapshot(id: "12-7") { pose { translation { x y z } rotation { x y z w } } }
           zeros: snapshot(id: "12-4") { pose { translation { x y z } } }
           calm: snapshot(id: "12-5") { pose { translation { x } } feelings { hunger thirst exhaustion happiness } } }`,
      )
      expect(data).toEqual({
        half: {
          pose: { translation: { x: 0, y: 2, z: 0 }, rotation: { x: 0, y: 0, z: 0, w: 1 } },
        },
        zeros: { pose: { translation: { x: 0, y: 0, z: 0 } } },
        calm: {
          pose: null,
          feelings: { hunger: 0, thirst: 0, exhaustion: 0, happiness: 0 },
        },
      })
    })

    it('have each result, or null', async () => {
      const { snapshot } = await dataOf(
        brain,
        `{ snapshot(id: "42-2") {
             colorImage { width } colorImageUrl depthImage { width height } depthImageUrl
             feelings { hunger thirst exhaustion happiness } } }`,
      )
      expect(snapshot).toEqual({
        colorImage: null,
        colorImageUrl: null,
        depthImage: { width: 224, height: 172 },
        depthImageUrl: '/files/users/42/snapshots/2/depth_image',
        feelings: { hunger: -0.26, thirst: 0.06, exhaustion: 0.42, happiness: 0.78 },
      })
    })

    it('tell the address of an image, and nothing of where its file lies', async () => {
      const { snapshot } = await dataOf(
        brain,
        '{ snapshot(id: "42-1") { colorImage { width height } colorImageUrl } }',
      )
      expect(snapshot).toEqual({
        colorImage: { width: 1920, height: 1080 },
        colorImageUrl: '/files/users/42/snapshots/1/color_image',
      })
      const asked = await brain.ask('{ snapshot(id: "42-1") { colorImage { path } } }')
      expect(asked.errors?.[0]?.message).toMatch(/Cannot query field "path"/)
      expect(brain.calls()).toEqual([])
    })

    it('refuse the name of what is no result, before any call', async () => {
      const asked = await brain.ask('{ snapshot(id: "42-2") { user_id } }')
      expect(asked.errors).toHaveLength(1)
      expect(brain.calls()).toEqual([])
    })

    it('keep moments to the millisecond', async () => {
      const data = await dataOf(
        brain,
        `{ snapshot(id: "42-1") { datetime feelings { hunger } }
           user(id: 42) { birthday } }`,
      )
      expect(data).toEqual({
        snapshot: { datetime: '2019-12-04T08:08:07.339Z', feelings: { hunger: -0.63 } },
        user: { birthday: '1992-03-04T22:00:00.000Z' },
      })
    })

    it('load the user of fifty in one call', async () => {
      const { snapshots } = await dataOf(
        brain,
        `{ snapshots(where: { user: { id: { eq: 42 } } }, first: 50) {
             nodes { user { username } } } }`,
      )
      expect(snapshots.nodes).toHaveLength(50)
      expect(new Set(snapshots.nodes.map(nameOfUser))).toEqual(new Set(['Dana (D.) Gil']))
      expect(brain.calls()).toEqual([
        expect.stringMatching(/^snapshots\.find /),
        'users.byIds [42] {id username}',
      ])
    })

    it('of a user who is gone have none', async () => {
      const { snapshot } = await dataOf(
        brain,
        '{ snapshot(id: "77-1") { datetime userId user { id } } }',
      )
      expect(snapshot).toEqual({ datetime: '2020-12-12T00:00:02.000Z', userId: '77', user: null })
    })

    it.each([
      [1, null, 2],
      [4, 3, 5],
      [7, 6, null],
    ])('have a previous and a next one: %i', async (sid, previous, next) => {
      expect(await neighbours(brain, sid)).toEqual({ previous, next })
    })

    it.each(['', 'x', '12', '12-', '-4', '12-99', '12-4-1', '12-04', '4-12', '42-1 '])(
      'with the id %j are nowhere',
      async (id) => {
        const data = await dataOf(brain, 'query ($id: ID!) { snapshot(id: $id) { id } }', {
          variables: { id },
        })
        expect(data).toEqual({ snapshot: null })
      },
    )
  })
})

async function neighbours(brain: Asking, sid: number): Promise<object> {
  const data = await dataOf(
    brain,
    `query ($user: ID!, $sid: Int!) {
       previous: snapshots(where: { user: { id: { eq: $user } }, snapshotId: { lt: $sid } },
         sort: [{ snapshotId: DESC }], first: 1) { nodes { snapshotId } }
       next: snapshots(where: { user: { id: { eq: $user } }, snapshotId: { gt: $sid } },
         sort: [{ snapshotId: ASC }], first: 1) { nodes { snapshotId } } }`,
    { variables: { user: '12', sid } },
  )
  return { previous: sidsOf(data.previous)[0] ?? null, next: sidsOf(data.next)[0] ?? null }
}

interface Sids {
  readonly nodes: readonly { readonly snapshotId: number }[]
}

function sidsOf({ nodes }: Sids): number[] {
  return nodes.map(({ snapshotId }) => snapshotId)
}

function nameOfUser({ user }: { readonly user: { readonly username: string } | null }) {
  return user?.username
}
