import { describe, expect, test } from 'vitest'
import { scanBytes } from '../../fixtures/scan-bytes.ts'
import { expectClean, expectSturdy } from '../../formats/fixtures/sturdiness.ts'
import { expectSturdyManifest, packagesOf, scanManifest, toldOf } from '../fixtures/scan-manifest.ts'

const sha = `sha256:${'ab'.repeat(32)}`
const commit = '0a1b2c3d'.repeat(5)

const pinned = `# locked
numpy==2.0.2 \\
    --hash=${sha} \\
    # built twice
    --hash=${sha}
torch==2.5.1+cu121 ; python_version >= "3.9" --hash=${sha}
`

const careless = `
--extra-index-url https://packages.example.org/simple
-f http://wheels.example.org/
--trusted-host packages.example.org
pandas   # any
scikit-learn>=1.2,<2
scipy==1.*
joblib == 1.4.2
own-code @ git+https://code.example.org/own-code.git@main
-e git+https://code.example.org/bound.git@${commit}#egg=bound
-e .
./wheels/local-1.0-py3-none-any.whl
https://files.example.org/thing-1.0-py3-none-any.whl
what is this?
`

describe('requirements', () => {
  test('pinned with hashes: nothing to say', async () => {
    const scan = await scanManifest('requirements.txt', pinned)
    expectClean(scan)
    expect(scan.format).toBe('requirements')
    expect(packagesOf(scan)).toEqual(['numpy==2.0.2 #', 'torch==2.5.1+cu121 #'])
    expect(scan.facts).toContainEqual(expect.objectContaining({ name: 'torch', line: 6 }))
  })

  test('everything careless is told', async () => {
    const scan = await scanManifest('dev-requirements.txt', careless)
    expect(packagesOf(scan)).toEqual([
      'pandas',
      'scikit-learn >=1.2,<2',
      'scipy ==1.*',
      'joblib==1.4.2',
      'own-code',
      `bound @ git+https://code.example.org/bound.git@${commit}#egg=bound`,
      'thing @ https://files.example.org/thing-1.0-py3-none-any.whl',
    ])
    expect(toldOf(scan)).toEqual([
      'medium foreign-index packages.example.org',
      'medium foreign-index wheels.example.org',
      'medium foreign-index packages.example.org',
      'medium direct-address own-code',
      'low direct-address bound',
      'medium direct-address thing',
      'low unpinned unpinned packages',
      'info unhashed packages without hashes',
      'low format/malformed dependencies',
    ])
  })

  test('an ordinary list of a model repository is no reason to fail', async () => {
    const scan = await scanManifest('requirements.txt', 'torch>=2.0\ntransformers\naccelerate\n')
    expect(toldOf(scan)).toEqual(['low unpinned unpinned packages'])
    const { findings } = await scanManifest(
      'requirements.txt',
      '--extra-index-url https://download.pytorch.org/whl/cu121\ntorch==2.5.1+cu121\n',
    )
    expect(findings.map(({ level }) => level)).toEqual(['low', 'info'])
  })

  test('included files are read in the same folder, each once, and nothing outside', async () => {
    const scan = await scanManifest('requirements.txt', '-r deps/base.txt\n-cconstraints.txt\n-r ../up.txt\n', {
      'deps/base.txt': '-r more.txt\nnumpy==2.0.2\n',
      'deps/more.txt': '-r base.txt\n-r ../requirements.txt\nreqeusts==2.0\n',
      'constraints.txt': 'scipy==1.14.1\n',
    })
    expect(packagesOf(scan).toSorted()).toEqual(['numpy==2.0.2', 'reqeusts==2.0', 'scipy==1.14.1'])
    expect(toldOf(scan)).toContain('low not-followed ../up.txt')
    expect(toldOf(scan)).toContain('medium dependencies/look-alike reqeusts')
    expect(toldOf(await scanManifest('requirements.txt', '-r https://example.org/list.txt'))).toEqual([
      'medium direct-address https://example.org/list.txt',
    ])
  })

  test('other names are recognised by what they hold; words, texts and tables are not', async () => {
    expect((await scanManifest('frozen.txt', 'numpy==2.0.2\npandas==2.2.3\n')).format).toBe('requirements')
    for (const text of ['the\nof\nand\n', 'loss = 0.3\nstep = 4\n', 'a==b\n', 'x >= 1 and y <= 2\n']) {
      expect((await scanManifest('vocab.txt', text)).format, text).toBe('text')
    }
  })

  test('passwords of an address are not shown', async () => {
    const { findings } = await scanManifest(
      'requirements.txt',
      '--extra-index-url https://me:hunter2x@packages.example.org/simple',
    )
    expect(JSON.stringify(findings)).not.toContain('hunter2x')
  })

  test('UTF-16, as PowerShell writes it', async () => {
    const bytes = Buffer.from('\uFEFFnumpy==2.0.2\r\npandsa==2.2.3\r\n', 'utf16le')
    const scan = await scanBytes(bytes, { name: 'requirements.txt' })
    expect(packagesOf(scan)).toEqual(['numpy==2.0.2', 'pandsa==2.2.3'])
    expect(scan.gaps).toEqual([])
    await expectSturdy(bytes, { name: 'requirements.txt' })
  })

  test('spoilt files', async () => {
    await expectSturdyManifest('requirements.txt', pinned + careless)
  })

  test('more packages than are looked up are a gap', async () => {
    const many = Array.from({ length: 20_001 }, (_, index) => `own-${index}==1`).join('\n')
    const { gaps } = await scanManifest('requirements.txt', many)
    expect(gaps.map(({ reason }) => reason)).toEqual(['limit'])
  })

  test('a long line costs little', async () => {
    const long = `a @ https://x/${'a-.whl#'.repeat(200_000)}`
    const scan = await scanManifest('requirements.txt', `${long}\n${' '.repeat(100_000)}x\n`)
    expect(toldOf(scan)).toContain('low format/malformed dependencies')
  })
})
