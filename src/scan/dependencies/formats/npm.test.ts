import { describe, expect, test } from 'vitest'
import { expectClean } from '../../formats/fixtures/sturdiness.ts'
import { expectSturdyManifest, packagesOf, scanManifest, toldOf } from '../fixtures/scan-manifest.ts'

const integrity = 'sha512-abc=='
const home = 'https://registry.npmjs.org'
const commit = '0a'.repeat(20)

const packageJson = JSON.stringify({
  name: 'app',
  dependencies: { react: '^19.0.0', lodash: '4.17.21', tfjs: 'npm:@tensorflow/tfjs@4.22.0', own: 'file:../own' },
  devDependencies: { forked: 'github:team/forked', bound: `git+https://code.example.org/b.git#${commit}` },
})

const lock3 = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': { name: 'app' },
    'node_modules/lodash': { version: '4.17.21', resolved: `${home}/lodash/-/lodash-4.17.21.tgz`, integrity },
    'node_modules/a/node_modules/@b/c': { version: '1.0.0', resolved: 'https://npm.example.org/c.tgz' },
    'node_modules/forked': { version: '1.0.0', resolved: `git+ssh://git@code.example.org/f.git#${commit}` },
    'node_modules/own': { resolved: 'packages/own', link: true },
  },
})

const lock1 = JSON.stringify({
  lockfileVersion: 1,
  dependencies: {
    lodash: {
      version: '4.17.20',
      resolved: `${home}/lodash.tgz`,
      integrity,
      dependencies: { ms: { version: '2.0.0', integrity } },
    },
  },
})

const yarn1 = `# yarn lockfile v1

lodash@^4.17.0, lodash@^4.17.21:
  version "4.17.21"
  resolved "https://registry.yarnpkg.com/lodash/-/lodash-4.17.21.tgz#${commit}"
  integrity ${integrity}

"@b/c@^1.0.0":
  version "1.0.0"
  resolved "https://registry.yarnpkg.com/c.tgz#${commit}"
  dependencies:
    lodash "^4.17.0"
`

const yarnBerry = `__metadata:
  version: 8

"lodash@npm:^4.17.21":
  version: 4.17.21
  resolution: "lodash@npm:4.17.21"
  checksum: 10c0/ab
  languageName: node

"own@workspace:.":
  version: 0.0.0-use.local
  resolution: "own@workspace:."

"forked@https://code.example.org/forked.git#main":
  version: 1.0.0
  resolution: "forked@https://code.example.org/forked.git#commit=${commit}"
`

const pnpm = `lockfileVersion: '9.0'
packages:
  '@b/c@1.0.0(react@19.0.0)':
    resolution: {integrity: ${integrity}}
  /lodash/4.17.21:
    resolution: {integrity: ${integrity}}
  forked@https://codeload.example.org/forked/tar.gz/${commit}:
    resolution: {tarball: https://codeload.example.org/forked/tar.gz/main}
    version: 1.0.0
`

describe('lists of npm', () => {
  test.each([
    [
      'package.json',
      packageJson,
      ['react ^19.0.0', 'lodash==4.17.21', '@tensorflow/tfjs==4.22.0', 'forked github:team/forked'],
      ['medium direct-address forked', 'low direct-address bound', 'info unpinned unpinned packages'],
    ],
    [
      'package-lock.json',
      lock3,
      ['lodash==4.17.21 #', '@b/c==1.0.0'],
      ['medium foreign-index npm.example.org', 'low direct-address forked', 'info unhashed packages without hashes'],
    ],
    ['npm-shrinkwrap.json', lock1, ['lodash==4.17.20 #', 'ms==2.0.0 #'], []],
    ['yarn.lock', yarn1, ['lodash==4.17.21 #', '@b/c==1.0.0'], ['info unhashed packages without hashes']],
    ['yarn.lock', yarnBerry, ['lodash==4.17.21 #'], ['low direct-address forked']],
    ['pnpm-lock.yaml', pnpm, ['@b/c==1.0.0 #', 'lodash==4.17.21 #'], ['medium direct-address forked']],
  ])('%s', async (name, text, packages, told) => {
    const scan = await scanManifest(name, text)
    expect(packagesOf(scan)).toEqual(expect.arrayContaining(packages))
    expect(toldOf(scan)).toEqual(told)
    await expectSturdyManifest(name, text)
  })

  test('locked with hashes: nothing to say', async () => expectClean(await scanManifest('npm-shrinkwrap.json', lock1)))
})
