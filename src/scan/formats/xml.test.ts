import { describe, expect, test } from 'vitest'
import { samples } from '../../../corpus/malicious/xml.ts'
import { atLeast } from '../../core/scan-level.ts'
import { rulesOf, scanBytes } from '../fixtures/scan-bytes.ts'
import { expectClean, expectSturdy } from './fixtures/sturdiness.ts'
import { xmlReaders } from './xml.ts'

const readers = xmlReaders

const pmml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- written by hand -->
<PMML xmlns="http://www.dmg.org/PMML-4_4" xmlns:data="http://jpmml.org/jpmml-model/InlineTable" version="4.4">
  <Header><Application name="SkLearn2PMML package" version="0.110.0"/><Timestamp>2026-01-01T00:00:00Z</Timestamp></Header>
  <DataDictionary><DataField name="y" optype="categorical" dataType="string"><Value value="a &amp; b"/></DataField></DataDictionary>
  <TransformationDictionary>
    <DefineFunction name="half" optype="continuous"><Apply function="/"><FieldRef field="x"/><Constant>2</Constant></Apply></DefineFunction>
    <DerivedField name="d"><Apply function="if"><Apply function="half"><FieldRef field="x"/></Apply></Apply></DerivedField>
  </TransformationDictionary>
  <RegressionModel functionName="regression"><Extension name="user" value="somebody" extender="x"/></RegressionModel>
</PMML>
`
const openvino = `<?xml version="1.0"?>
<net name="m" version="11">
  <layers>
    <layer id="0" name="x" type="Parameter" version="opset1"><data shape="?,1..4" element_type="f32"/><output><port id="0"><dim>-1</dim></port></output></layer>
    <layer id="1" name="w" type="Const" version="opset1"><data element_type="f32" shape="2, 2" offset="0" size="16"/></layer>
    <layer id="2" name="c" type="Const" version="opset1"><data element_type="i64" shape="" offset="16" size="8"/></layer>
    <layer id="3" name="m" type="MatMul" version="opset1"><data transpose_a="false"/></layer>
  </layers>
  <edges><edge from-layer="0" from-port="0" to-layer="3" to-port="0"/></edges>
  <rt_info><Runtime_version value="2025.1.0"/></rt_info>
</net>
`

describe('a malicious XML model', () => {
  test.each(samples)('$name', async ({ name, rule, bytes, beside = {} }) => {
    const files = Object.fromEntries(
      Object.entries(beside).map(([key, file]) => [key === 'model.bin' ? name.replace('.xml', '.bin') : key, file]),
    )
    const scan = await scanBytes(await bytes(), { readers, name, beside: files })
    expect(scan.findings.filter(({ level }) => atLeast(level, 'medium')).map((finding) => finding.rule)).toContain(rule)
  })

  test('nested without end reaches a limit', async () => {
    const { gaps } = await scanBytes(Buffer.from(`<?xml version="1.0"?>${'<a>'.repeat(5000)}`), { readers })
    expect(gaps).toMatchObject([{ reason: 'limit' }])
  })
})

describe('a harmless XML model', () => {
  test('of PMML has nothing to say', async () => {
    const scan = await scanBytes(Buffer.from(pmml), { readers })
    expectClean(scan)
    expect(scan.format).toBe('pmml')
    expect(scan.facts).toContainEqual({ kind: 'producer', name: 'SkLearn2PMML package', version: '0.110.0' })
  })

  test('of OpenVINO has its values beside it', async () => {
    const scan = await scanBytes(Buffer.from(openvino), {
      readers,
      name: 'm.xml',
      beside: { 'm.bin': new Uint8Array(24) },
    })
    expectClean(scan)
    expect(scan.format).toBe('openvino')
    expect(scan.facts).toContainEqual({ kind: 'reference', to: 'm.bin', why: 'external data' })
  })

  test('without its values is told in a low voice', async () => {
    const { findings } = await scanBytes(Buffer.from(openvino), { readers, name: 'm.xml' })
    expect(findings).toMatchObject([{ rule: 'external-data/missing', level: 'low' }])
  })

  test('may be of any kind', async () => {
    expectClean(await scanBytes(Buffer.from('\ufeff<?xml version="1.0"?><a b="c">text</a>'), { readers }))
  })

  test('may use a function that a user allows', async () => {
    const allow = {
      rolesOf: () => undefined,
      allows: (topic: string, name: string) => topic === 'config-code' && name === 'half',
    }
    const bytes = Buffer.from('<?xml version="1.0"?><PMML><Apply function="half"/></PMML>')
    expect(rulesOf(await scanBytes(bytes, { readers }))).toEqual(['config-code/unvetted-class'])
    expect(rulesOf(await scanBytes(bytes, { readers, allow }))).toEqual([])
  })
})

test('whatever the bytes, the scan ends well', async () => {
  await expectSturdy(Buffer.from(pmml), { readers }, 6)
  await expectSturdy(Buffer.from(openvino), { readers, name: 'm.xml' }, 6)
}, 20_000)
