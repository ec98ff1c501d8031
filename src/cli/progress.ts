import type { RunEvent } from '../core/run.ts'
import type { Paint } from '../report/paint.ts'
import { isWatched, screenSize } from './screen-size.ts'

interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/**
 * Progress on standard error: one line that changes in a terminal, one line a check elsewhere. `done` clears it.
 */
export function showProgress(
  screen: Screen,
  paint: Paint,
): {
  readonly observe: (event: RunEvent) => void
  readonly done: () => void
} {
  const running = new Set<string>()
  let planned = 0
  let ended = 0
  let phase = 'starting'
  const isLive = isWatched(screen)

  const draw = () => {
    if (!isLive) return
    const width = Math.max(20, screenSize(screen, 80).width - 1)
    const names = [...running].join(', ')
    const text = planned === 0 ? phase : `${bar(ended, planned)} ${ended}/${planned}  ${names === '' ? phase : names}`
    screen.write(`\r\u001B[2K${paint.dim(text.slice(0, width))}`)
  }
  const line = (text: string) => {
    if (!isLive) screen.write(`${text}\n`)
  }

  return {
    observe(event) {
      switch (event.type) {
        case 'phase':
          phase = event.name
          line(paint.dim(`… ${event.name}`))
          break
        case 'planned':
          planned = event.checks
          break
        case 'started':
          running.add(event.check)
          break
        case 'finished':
          running.delete(event.check)
          ended++
          line(`  ${event.check} ${paint.dim(`${seconds(event.durationMs)}, ${event.measurements} measured`)}`)
          break
        case 'skipped':
          running.delete(event.check)
          ended++
          break
        case 'errored':
          running.delete(event.check)
          ended++
          line(`  ${event.check} ${paint.red(`${event.code}: ${event.reason}`)}`)
          break
        case 'resumed':
          ended++
          break
        case 'measured':
          return
      }
      draw()
    },
    done() {
      if (isLive) screen.write('\r\u001B[2K')
    },
  }
}

function bar(done: number, of: number): string {
  const filled = Math.round((done / of) * 20)
  return '█'.repeat(filled) + '░'.repeat(20 - filled)
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`
}
