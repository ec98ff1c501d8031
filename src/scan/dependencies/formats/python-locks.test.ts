import { describe, expect, test } from 'vitest'
import { expectClean } from '../../formats/fixtures/sturdiness.ts'
import { expectSturdyManifest, packagesOf, scanManifest, toldOf } from '../fixtures/scan-manifest.ts'

const sha = `sha256:${'ab'.repeat(32)}`
const commit = '0a'.repeat(20)

const poetry = `
[[package]]
name = "numpy"
version = "2.0.2"
files = [{file = "numpy-2.0.2.tar.gz", hash = "${sha}"}]
[[package]]
name = "older"
version = "1.0"
[[package]]
name = "forked"
version = "0.1"
[package.source]
type = "git"
url = "https://code.example.org/forked.git"
reference = "main"
resolved_reference = "${commit}"
[[package]]
name = "private"
version = "0.2"
files = [{file = "private-0.2.tar.gz", hash = "${sha}"}]
[package.source]
type = "legacy"
url = "https://packages.example.org/simple"
reference = "private"
[metadata.files]
older = [{file = "older-1.0.tar.gz", hash = "${sha}"}]
`

const uv = `version = 1
[[package]]
name = "numpy"
version = "2.0.2"
source = { registry = "https://pypi.org/simple" }
sdist = { url = "https://files.pythonhosted.org/numpy-2.0.2.tar.gz", hash = "${sha}" }
[[package]]
name = "own"
version = "0.1.0"
source = { virtual = "." }
[[package]]
name = "forked"
version = "0.1"
source = { git = "https://code.example.org/forked.git?rev=main#${commit}" }
`

const pdm = `
[[package]]
name = "numpy"
version = "2.0.2"
files = [{file = "numpy-2.0.2.tar.gz", hash = "${sha}"}]
[[package]]
name = "forked"
version = "0.1"
git = "https://code.example.org/forked.git"
revision = "${commit}"
[[package]]
name = "bare"
version = "1.0"
`

const pylock = `lock-version = "1.0"
[[packages]]
name = "numpy"
version = "2.0.2"
index = "https://pypi.org/simple"
[[packages.wheels]]
url = "https://files.pythonhosted.org/numpy-2.0.2.whl"
hashes = {sha256 = "${'ab'.repeat(32)}"}
[[packages]]
name = "forked"
vcs = { type = "git", url = "https://code.example.org/forked.git", commit-id = "${commit}" }
`

const pipfileLock = JSON.stringify({
  _meta: { sources: [{ url: 'https://packages.example.org/simple' }] },
  default: { numpy: { version: '==2.0.2', hashes: [sha] }, own: { path: '.' } },
  develop: { pytest: { version: '==8.0', hashes: [sha] } },
})

describe('lock files of Python', () => {
  test.each([
    [
      'poetry.lock',
      poetry,
      ['numpy==2.0.2 #', 'older==1.0 #', 'forked==0.1', 'private==0.2 #'],
      ['low direct-address forked', 'low foreign-index packages.example.org'],
    ],
    ['uv.lock', uv, ['numpy==2.0.2 #', 'forked==0.1'], ['low direct-address forked']],
    [
      'pdm.lock',
      pdm,
      ['numpy==2.0.2 #', 'forked==0.1', 'bare==1.0'],
      ['low direct-address forked', 'info unhashed packages without hashes'],
    ],
    ['pylock.toml', pylock, ['numpy==2.0.2 #', 'forked'], ['low direct-address forked']],
    ['Pipfile.lock', pipfileLock, ['numpy==2.0.2 #', 'pytest==8.0 #'], ['low foreign-index packages.example.org']],
  ])('%s', async (name, text, packages, told) => {
    const scan = await scanManifest(name, text)
    expect(packagesOf(scan)).toEqual(packages)
    expect(toldOf(scan)).toEqual(told)
    await expectSturdyManifest(name, text)
  })

  test('locked with hashes from the public index: nothing to say', async () => {
    expectClean(await scanManifest('uv.lock', uv.slice(0, uv.indexOf('[[package]]\nname = "forked"'))))
  })
})
