interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
}

export interface ScreenSize {
  readonly width: number
  /** Infinity where nothing scrolls away: a log keeps everything. */
  readonly height: number
}

/** Whether somebody watches who sees a line change: a dumb terminal and the log of a CI keep every version of it. */
export function isWatched({ isTTY }: Stream, environment: NodeJS.ProcessEnv = process.env): boolean {
  const { TERM, CI } = environment
  return isTTY === true && TERM !== 'dumb' && (CI === undefined || ['', '0', 'false'].includes(CI))
}

/**
 * How much a stream shows at once. A terminal that was given no size says 0, as in a container or under a recorder; it
 * is taken for a log, because folding everything away would leave nothing.
 */
export function screenSize(stream: Stream, inLog = 120, environment: NodeJS.ProcessEnv = process.env): ScreenSize {
  const { columns = 0, rows = 0 } = stream
  return {
    width: columns > 0 ? columns : inLog,
    height: isWatched(stream, environment) && rows > 0 ? rows : Infinity,
  }
}
