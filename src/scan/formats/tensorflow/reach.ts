import type { Graph, GraphBody } from './graph.ts'

/** What runs when some nodes of the main graph are asked for. */
export interface Reach {
  readonly nodes: ReadonlySet<string>
  readonly functions: ReadonlySet<string>
}

/** From inputs to what they need, through the functions that are called on the way. */
export function reachOf(graph: Graph, roots: readonly string[]): Reach {
  const nodes = new Set<string>()
  const functions = new Set<string>()
  for (const root of roots) {
    for (const name of ancestorsOf(graph.main, root, nodes)) {
      const node = graph.main.nodes.get(name)
      if (node === undefined) continue
      for (const called of [...node.functions, node.operator]) addFunction(graph, called, functions)
    }
  }
  return { nodes, functions }
}

function addFunction(graph: Graph, name: string, functions: Set<string>): void {
  const waiting = [name]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const body = graph.functions.get(next)
    if (body === undefined || functions.has(next)) continue
    functions.add(next)
    for (const node of body.nodes.values()) waiting.push(...node.functions, node.operator)
  }
}

/** The node of an input, and all that it is computed from. Those in `seen` are passed over, and added to. */
export function ancestorsOf(body: GraphBody, input: string, seen: Set<string> = new Set()): readonly string[] {
  const found: string[] = []
  const waiting = [nodeName(input)]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    found.push(name)
    for (const next of body.nodes.get(name)?.inputs ?? []) waiting.push(nodeName(next))
  }
  return found
}

/** `^node`, `node:0` and `node:output:0` all name the node. */
export function nodeName(input: string): string {
  const start = input.startsWith('^') ? 1 : 0
  const end = input.indexOf(':')
  return end === -1 ? input.slice(start) : input.slice(start, end)
}
