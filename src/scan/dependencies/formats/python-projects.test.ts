import { describe, expect, test } from 'vitest'
import { expectClean } from '../../formats/fixtures/sturdiness.ts'
import { expectSturdyManifest, packagesOf, scanManifest, toldOf } from '../fixtures/scan-manifest.ts'

const pyproject = `
[project]
name = "own"
dependencies = ["numpy>=1.26", "torch==2.5.1", "own-b", "near"]
[project.optional-dependencies]
dev = ["pytest"]
[dependency-groups]
docs = ["mkdocs==1.6.1", { include-group = "dev" }]
[build-system]
requires = ["setuptools>=61"]
[tool.poetry.dependencies]
python = "^3.11"
pandas = "^2.2"
scipy = "1.14.1"
forked = { git = "https://code.example.org/forked.git", branch = "main" }
beside = { path = "../beside" }
[[tool.poetry.source]]
name = "private"
url = "https://packages.example.org/simple"
[tool.uv.sources]
own-b = { git = "https://code.example.org/b.git", rev = "${'0a'.repeat(20)}" }
near = { workspace = true }
[[tool.uv.index]]
name = "bound"
url = "https://bound.example.org/simple"
explicit = true
[tool.uv]
index-strategy = "unsafe-best-match"
`

const setupCfg = `
[metadata]
name = own
[options]
python_requires = >=3.9
install_requires =
    numpy>=1.26
    scipy==1.14.1  # pinned
    importlib-metadata; python_version < "3.8"
[options.extras_require]
dev = pytest
`

const pipfile = `
[[source]]
url = "https://pypi.org/simple"
verify_ssl = false
[packages]
numpy = "*"
scipy = "==1.14.1"
forked = {git = "https://code.example.org/forked.git", ref = "${'0b'.repeat(20)}"}
own = {path = ".", editable = true}
[dev-packages]
pytest = ">=8"
[requires]
python_version = "3.12"
`

const metadata = `Metadata-Version: 2.1
Name: skops
Version: 0.10.0
Requires-Dist: numpy>=1.17.3
Requires-Dist: pytest>=7; extra == "tests"

# skops

Requires-Dist: not-this
`

describe('lists of Python projects', () => {
  test('pyproject.toml', async () => {
    const scan = await scanManifest('pyproject.toml', pyproject)
    expect(packagesOf(scan)).toEqual([
      'numpy >=1.26',
      'torch==2.5.1',
      `own-b @ git+https://code.example.org/b.git@${'0a'.repeat(20)}`,
      'pytest',
      'mkdocs==1.6.1',
      'pandas ^2.2',
      'scipy==1.14.1',
      'forked',
      'setuptools >=61',
    ])
    expect(toldOf(scan)).toEqual([
      'low direct-address own-b',
      'medium direct-address forked',
      'low foreign-index bound.example.org',
      'medium foreign-index packages.example.org',
      'medium foreign-index unsafe-best-match',
      'info unpinned unpinned packages',
    ])
  })

  test('ranges beside a lock file are as they should be', async () => {
    const scan = await scanManifest('pyproject.toml', '[project]\ndependencies = ["numpy>=1"]\n', { 'uv.lock': '' })
    expectClean(scan)
  })

  test('setup.cfg', async () => {
    const scan = await scanManifest('setup.cfg', setupCfg)
    expect(packagesOf(scan)).toEqual(['numpy >=1.26', 'scipy==1.14.1', 'importlib-metadata', 'pytest'])
    expect(toldOf(scan)).toEqual(['info unpinned unpinned packages'])
  })

  test('Pipfile', async () => {
    const scan = await scanManifest('Pipfile', pipfile)
    expect(packagesOf(scan)).toEqual(['numpy', 'scipy==1.14.1', 'forked', 'pytest >=8'])
    expect(toldOf(scan)).toEqual([
      'medium foreign-index https://pypi.org/simple',
      'low direct-address forked',
      'info unpinned unpinned packages',
    ])
  })

  test('metadata of a distribution: itself, and ranges that are as they should be', async () => {
    const scan = await scanManifest('METADATA', metadata)
    expectClean(scan)
    expect(packagesOf(scan)).toEqual(['skops==0.10.0', 'numpy >=1.17.3', 'pytest >=7'])
  })

  test('broken TOML is told, and a gap', async () => {
    const scan = await scanManifest('pyproject.toml', '[project\n')
    expect(toldOf(scan)).toEqual(['low format/malformed pyproject'])
    expect(scan.gaps.map(({ reason }) => reason)).toEqual(['malformed'])
  })

  test.each([
    ['pyproject.toml', pyproject],
    ['setup.cfg', setupCfg],
    ['Pipfile', pipfile],
    ['METADATA', metadata],
  ])('spoilt %s', async (name, text) => expectSturdyManifest(name, text))
})
