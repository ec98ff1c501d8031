import { describe, expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/python.ts'
import { atLeast } from '../../core/scan-level.ts'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { notebookReader } from './notebook.ts'

const readers = [notebookReader]

function notebook(...cells: readonly string[]): Uint8Array {
  const list = cells.map((source) => ({ cell_type: 'code', source: source.split(/(?<=\n)/), outputs: [] }))
  const text = { cell_type: 'markdown', source: ['# exec(x)\n', 'os.system'] }
  return Buffer.from(JSON.stringify({ cells: [text, ...list], metadata: {}, nbformat: 4, nbformat_minor: 5 }))
}

describe('a notebook', () => {
  test('of ordinary work is clean', async () => {
    const bytes = notebook('%matplotlib inline\n!pip install -q torch\nimport torch\n', 'x = 7 % 2\nmodel.eval()\n')
    expectClean(await scanBytes(bytes, { readers, name: 'a.ipynb' }))
  })

  test('that fetches data or starts programs only tells', async () => {
    const bytes = notebook(
      'import urllib.request\nurllib.request.urlretrieve("https://host.net/a.zip")\n',
      'import os\nos.system("ls")\n',
    )
    const scan = await scanBytes(bytes, { readers, name: 'a.ipynb' })
    expect(scan.findings.map(({ level }) => level)).toEqual(['low', 'low'])
  })

  test.each(samples.filter(({ name }) => name.endsWith('.ipynb')).map((sample) => [sample.name, sample] as const))(
    '%s',
    async (name, sample) => {
      const scan = await scanBytes(await sample.bytes(), { readers, name })
      expect(scan.findings.filter(({ level }) => atLeast(level, 'medium')).map(({ rule }) => rule)).toEqual([
        sample.rule,
      ])
    },
  )

  test('survives damage', () => expectSturdy(notebook('import os\n'), { readers, name: 'a.ipynb' }, 4))
})
