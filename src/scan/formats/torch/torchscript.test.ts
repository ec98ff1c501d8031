import { describe, expect, test } from 'vitest'
import { memorySource } from '../../source.ts'
import { scanBytes } from '../../fixtures/scan-bytes.ts'
import type { SourceScan } from '../../scan-source.ts'
import { scriptSources } from './known-sources.ts'
import { scriptEvents } from './script-calls.ts'
import { torchScriptReader } from './torchscript.ts'

/** Scans a text as code of an archive. */
function scan(code: string, allowed: readonly string[] = []): Promise<SourceScan> {
  const reader = { ...torchScriptReader, recognises: () => true }
  const allow = {
    rolesOf: () => undefined,
    allows: (topic: string, name: string) => topic === 'graph-ops' && allowed.includes(name),
  }
  return scanBytes(Buffer.from(code), { readers: [reader], allow })
}

const model = `class M(Module):
  __parameters__ = ["w", ]
  def forward(self: __torch__.M, x: Tensor) -> Tensor:
    _0 = __torch__.torch.nn.functional.relu
    a = getattr(self, "0")
    y = torch.add(x, (a).forward(x, ), alpha=1)
    z = ops.quantized.linear_dynamic(y, CONSTANTS.c0, True)  # type: (Tensor, int) -> Tensor
    if torch.eq(ops.prim.dtype(z), 12):
      ops.prim.RaiseException("open('x') is only text")
    _1 = (z) ^ (y)
    return _0(annotate(List[Tensor], [z])[0], )
`

describe('the code of a TorchScript model', () => {
  test('that computes is clean', async () => {
    const { findings, gaps, coverage } = await scan(model)
    expect(findings).toEqual([])
    expect(gaps).toEqual([])
    expect(coverage.parsed).toBe(coverage.size)
  })

  test.each([
    ['torch.save(x, "canary")', 'graph-ops/host-access', 'aten::save'],
    ['torch.from_file("canary", True, 4)', 'graph-ops/host-access', 'aten::from_file'],
    ['ops.aten.save(x, "canary")', 'graph-ops/host-access', 'aten::save'],
    ['ops.mine.write_file(x)', 'graph-ops/host-access', 'mine::write_file'],
    ['ops.mine.compute(x)', 'graph-ops/custom-library', 'mine'],
    ['(x).save("canary")', 'graph-ops/unvetted-operator', '.save'],
    ['y = ^PythonOp("canary")(x)', 'graph-ops/host-access', 'PythonOp'],
    ['os.system("echo canary")', 'graph-ops/host-access', 'os.system'],
    ['__import__("os")', 'graph-ops/host-access', '__import__'],
    ['torch.serialization.os.system("echo canary")', 'graph-ops/host-access', 'aten::system'],
    ['rpc.rpc_sync ("canary")', undefined, undefined],
    ['ops.prim.rpc_sync ("canary")', 'graph-ops/host-access', 'prim::rpc_sync'],
    ["# type: (__import__('os').system('echo canary')) -> Tensor", 'config-code/runs-code', 'type comment'],
  ])('%s', async (line, rule, subject) => {
    const { findings } = await scan(`${model}    ${line}\n    ${line}\n`)
    expect(findings.map((finding) => [finding.rule, finding.subject])).toEqual(
      rule === undefined ? [] : [[rule, subject]],
    )
  })

  test('may use a library that is allowed', async () => {
    expect((await scan('ops.mine.compute(x)', ['mine'])).findings).toEqual([])
  })

  test('is only what an archive says it is', () => {
    const source = memorySource(Buffer.from(model))
    const head = { name: 'm.py', bytes: source.bytes(0, 100), source }
    expect(torchScriptReader.recognises(head)).toBe(false)
    scriptSources.add(source)
    expect(torchScriptReader.recognises(head)).toBe(true)
  })

  test('is read past literals in any quotes, once', () => {
    const calls = [...scriptEvents(`f("a(", 'b(\\'c(', """d(\n'e("""); g(1)\nh ()\n"broken(\nk()`)]
    expect(calls.map((event) => (event.kind === 'call' ? event.path : event.kind))).toEqual(['f', 'g', 'h', 'k'])
  })

  test('is read in time that grows with its length', () => {
    const text = `${'a.'.repeat(200_000)}${'('.repeat(200_000)}${'"'.repeat(100_001)}`
    expect([...scriptEvents(text)].length).toBeLessThan(10)
  })
})
