import type { ScanLevel } from '../../core/scan-level.ts'
import { checkPython } from '../python/check-python.ts'
import type { FormatReader, Scope } from '../scope.ts'
import { sweepWindows } from '../secrets/sweep-windows.ts'
import { walkJson } from './config/walk-json.ts'
import { JsonTokens } from './json-tokens.ts'
import { sweptBytes } from './text-content.ts'

/** Findings of ordinary work in a notebook, which nothing imports: only what hides itself is grave. */
const grave = /computed name|by a text|encoded as|reaches for|private place/
const pipedShell = /\|\s*(?:ba|z|da)?sh\b|\/dev\/tcp\/|\bnc\s+(?:-\w+\s+)*-e\b|\bbash\s+-i\b/

interface Cell {
  kind: string
  source: string
}

/** Jupyter notebooks (nbformat 4): each cell of code goes through the pass over Python. */
export const notebookReader: FormatReader = {
  format: 'notebook',
  title: 'a notebook',
  recognises: ({ name, bytes }) =>
    name.endsWith('.ipynb') && /^\s*\{/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1')),
  read(source, scope) {
    if (source.size > sweptBytes) {
      scope.gap('limit', `a notebook of more than ${sweptBytes} bytes`, 0, source.size)
      return
    }
    const cells = new Map<string, Cell>()
    walkJson(new JsonTokens(source, scope.budget, { nonFinite: true }), {
      key: () => undefined,
      value: (path, value) => {
        if (path[0] !== 'cells' || typeof value !== 'string' || path[1] === undefined) return
        const cell = cells.get(path[1]) ?? { kind: '', source: '' }
        if (path[2] === 'cell_type') cell.kind = value
        else if (path[2] === 'source') cell.source += value
        cells.set(path[1], cell)
      },
    })
    for (const [place, cell] of cells) if (cell.kind === 'code') checkCell(cell.source, place, scope)
    sweepWindows(source, 'the notebook', sweptBytes, scope)
    scope.account('parsed', 0, source.size)
  },
}

function checkCell(source: string, place: string, scope: Scope): void {
  scope.budget.steps(source.length)
  const shell: string[] = []
  const isShell = /^%%(?:bash|sh|script)/.test(source)
  const python = isShell ? '' : source.replaceAll(/^[ \t]*[!%][^\n]*/gm, (line) => (shell.push(line), 'pass'))
  for (const line of isShell ? source.split('\n') : shell) {
    if (!pipedShell.test(line)) continue
    const detail = `cell ${place} has a shell run what it fetched, or hands it out: ${line.slice(0, 200)}`
    scope.find('config-code/suspicious-python', { subject: 'shell', detail })
  }
  const { observations } = checkPython(python)
  const hasDecoder = /b64decode|a85decode|decompress|unhexlify|fromhex/.test(python)
  for (const observation of observations) {
    const runsDecoded = hasDecoder && /runs code|starts a process/.test(observation.detail)
    const level: ScanLevel = runsDecoded || grave.test(observation.detail) ? (observation.level ?? 'high') : 'low'
    scope.find('config-code/suspicious-python', {
      ...observation,
      detail: `in cell ${place}, ${observation.detail}`,
      offset: 0,
      level,
    })
  }
}
