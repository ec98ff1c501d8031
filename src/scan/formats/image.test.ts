import { describe, expect, test } from 'vitest'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { gifImage, jpegImage, pngImage, webpImage } from './fixtures/images.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { imageReader } from './image.ts'

const readers = [imageReader]
const images = [
  ['logo.png', pngImage('made by hand')],
  ['photo.jpg', jpegImage()],
  ['demo.gif', gifImage()],
  ['figure.webp', webpImage()],
] as const

describe.each(images)('the image %s', (name, bytes) => {
  test('is data, and clean', async () => {
    const scan = await scanBytes(bytes, { readers, name })
    expectClean(scan)
    expect(scan.coverage.data).toBe(bytes.length)
  })

  test('ends where it says; what follows is looked at on its own', async () => {
    const { members } = await scanBytes(Buffer.concat([bytes, Buffer.from('hidden')]), { readers, name })
    expect(members.map(({ member, coverage }) => [member, coverage.size])).toEqual([[[`@${bytes.length}`], 6]])
  })

  test('is nothing that we know under the name of a model', async () => {
    expect((await scanBytes(bytes, { readers, name: 'model.pkl' })).format).toBe('unknown')
  })

  test('that is cut off is malformed', async () => {
    expect(rulesOf(await scanBytes(bytes.subarray(0, -1), { readers, name }))).toEqual(['format/malformed'])
  })

  test('survives what is done to it', async () => {
    await expectSturdy(bytes, { readers, name }, 12)
  })
})
