import { describe, expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/python.ts'
import { atLeast } from '../../core/scan-level.ts'
import { scanBytes } from '../fixtures/scan-bytes.ts'
import { checkPython } from '../python/check-python.ts'
import { harmlessModules } from '../python/fixtures/harmless.ts'
import { expectSturdy } from './fixtures/sturdiness.ts'
import { pythonReader } from './python-source.ts'

const readers = [pythonReader]
const sources = samples.filter(({ name }) => !name.endsWith('.ipynb'))

describe('Python source', () => {
  test.each(Object.entries(harmlessModules))('%s passes', async (name, source) => {
    const scan = await scanBytes(Buffer.from(source), { readers, name })
    expect(scan.findings.filter(({ level }) => level !== 'low')).toEqual([])
    expect(scan.gaps).toEqual([])
    expect(scan.coverage).toMatchObject({ opaque: 0 })
    expect(scan.findings.map(({ subject }) => subject)).toEqual(name.startsWith('image') ? ['requests.get'] : [])
  })

  test.each(sources.map((sample) => [sample.name, sample] as const))('%s is found', async (name, sample) => {
    const scan = await scanBytes(await sample.bytes(), { readers, name })
    expect(scan.findings.filter(({ level }) => atLeast(level, 'medium')).map(({ rule }) => rule)).toContain(sample.rule)
  })

  test('is told with its line and the call', () => {
    const { observations } = checkPython('import os as o\n\nx = 1\no.system("echo " + "canary")\n')
    expect(observations).toMatchObject([
      { subject: 'os.system', detail: expect.stringContaining('line 4'), call: 'os.system("echo canary")' },
    ])
  })

  test('that breaks off in a string is a gap', async () => {
    const scan = await scanBytes(Buffer.from('x = """abc\nimport os\n'), { readers, name: 'x.py' })
    expect(scan.gaps).toMatchObject([{ reason: 'malformed' }])
  })

  test('knows which strings are formatted, raw, and nested', () => {
    for (const text of [
      `f"{x['a']}"`,
      `f'{x!r:>{width}}'`,
      `f"""{ {"a": 1}["a"] } {{}}"""`,
      `rb'\\\\'`,
      `f"{f"{1}"}"`,
      `'\\''`,
    ]) {
      expect(checkPython(`y = ${text}\nimport os\nos.system('x')\n`)).toMatchObject({
        isComplete: true,
        observations: [{ subject: 'os.system' }],
      })
    }
  })

  test('of any shape is answered in time', () => {
    for (const piece of [
      '(',
      'f(',
      '[',
      'a.',
      "f'{",
      '"',
      'x=',
      '{',
      'a(b)(',
      '"a"+',
      'os.system,',
      'from a import ',
      'def f(',
      '\\',
      '#',
      'getattr(',
    ]) {
      checkPython(piece.repeat(Math.floor(500_000 / piece.length)))
    }
  }, 60_000)

  test('survives damage', () => expectSturdy(Buffer.from(harmlessModules['handler.py']!), { readers, name: 'a.py' }, 4))
})
