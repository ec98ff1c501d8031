import { Command } from 'commander'
import { expect, test, vi } from 'vitest'
import { checksCommand } from './checks-command.ts'
import { buildProgram } from './program.ts'

function silent(): Command {
  const program = buildProgram(() => {})
  for (const command of [program, ...program.commands]) command.exitOverride().configureOutput({ writeErr: () => {} })
  return program
}

test.each([['test'], ['plan'], ['checks'], ['judge']])('%s takes one argument and ignores none', async (name) => {
  const parsed = silent().parseAsync(['node', 'airworthy', name, 'one', 'two'])
  await expect(parsed).rejects.toMatchObject({ code: 'commander.excessArguments' })
})

test('help tells no empty defaults', () => {
  for (const command of buildProgram(() => {}).commands) expect(command.helpInformation()).not.toContain('[])')
})

test.each([
  ['drift', ['drift/correlation', 'drift/feature', 'drift/multivariate', 'drift/prediction']],
  ['*/duplicates', ['cleanliness/duplicates']],
])('checks %s lists what matches', async (glob, ids) => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  await checksCommand(glob, {})
  const text = log.mock.calls.flat().join('\n')
  log.mockRestore()
  for (const id of ids) expect(text).toContain(id)
  expect(text).toContain(`${ids.length} check`)
  expect(text).not.toContain('leakage/overlap')
})
