import { opcode } from '../../src/scan/pickle/opcodes.ts'
import type { Random } from './random.ts'

const opcodeBytes: readonly number[] = Object.values(opcode)

/** Breaks a pickle in one to three places. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let mutated = bytes
  for (let left = 1 + random.below(3); left > 0; left--) mutated = mutateOnce(mutated, random)
  return mutated
}

function mutateOnce(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length)
  const length = 1 + random.below(6)
  switch (random.below(7)) {
    case 0: {
      const flipped = bytes.slice()
      flipped[at]! ^= 1 << random.below(8)
      return flipped
    }
    case 1: {
      const changed = bytes.slice()
      changed[at] = random.chance(0.7) ? random.pick(opcodeBytes) : random.below(256)
      return changed
    }
    case 2:
      return joined(bytes.subarray(0, at), bytes.subarray(at + length))
    case 3:
      return joined(bytes.subarray(0, at), Uint8Array.of(random.pick(opcodeBytes)), bytes.subarray(at))
    case 4:
      return joined(bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at))
    case 5: {
      const from = random.below(bytes.length)
      return joined(bytes.subarray(0, at), bytes.subarray(from, from + 4 * length), bytes.subarray(at))
    }
    default:
      return random.chance(0.5) ? bytes.slice(0, Math.max(1, at)) : bytes
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(
    Math.max(
      1,
      parts.reduce((sum, { length }) => sum + length, 0),
    ),
  )
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
