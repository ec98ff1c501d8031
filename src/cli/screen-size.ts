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

/**
 * How much a stream shows at once. A terminal that was given no size says 0, as in a container or under a recorder; it
 * is taken for a log, because folding everything away would leave nothing.
 */
export function screenSize({ isTTY, columns = 0, rows = 0 }: Stream, inLog = 120): ScreenSize {
  return {
    width: columns > 0 ? columns : inLog,
    height: isTTY === true && rows > 0 ? rows : Infinity,
  }
}
