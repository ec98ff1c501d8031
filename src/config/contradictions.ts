import type { Settings } from './schema.ts'

/** Settings that cannot both be meant, and what to do about it. */
export interface Contradiction {
  readonly path: readonly string[]
  readonly message: string
}

/** What each setting says may be right; here it is asked whether they can be right together. */
export function contradictionsOf(settings: Settings): readonly Contradiction[] {
  return [...aboutTask(settings), ...aboutModel(settings), ...aboutColumns(settings)]
}

function aboutTask({ task, data, model }: Settings): readonly Contradiction[] {
  const found: Contradiction[] = []
  if (task !== 'binary' && data.positive !== undefined) {
    found.push({ path: ['data', 'positive'], message: `a ${task} task has no positive class; leave it out.` })
  }
  if (task === 'regression' && model?.output?.apply !== undefined) {
    const message = 'a regression has values, no probabilities; leave it out.'
    found.push({ path: ['model', 'output', 'apply'], message })
  }
  if (task === 'regression' && model?.output?.scores === false) {
    found.push({ path: ['model', 'output', 'scores'], message: 'under regression the scores are all there is.' })
  }
  if (model?.predictions === undefined) return found
  const { score, label, scores } = model.predictions
  const at = ['model', 'predictions']
  if (score === undefined && label === undefined && Object.keys(scores ?? {}).length === 0) {
    found.push({ path: at, message: 'name at least one column: score, label or scores.' })
  } else if (task === 'regression' && score === undefined) {
    found.push({ path: at, message: 'under regression name the column with the predicted value as score.' })
  } else if (task === 'multiclass' && score !== undefined) {
    const message = 'one score does not tell several classes; give scores: { class: column }, or label: column.'
    found.push({ path: [...at, 'score'], message })
  }
  return found
}

/** What is told of tensors twice, or where there are none that it could be of. */
function aboutModel({ model }: Settings): readonly Contradiction[] {
  if (model === undefined) return []
  const told = model.output?.scores
  if (model.onnx !== undefined && model.classes !== undefined && typeof told === 'object' && !Array.isArray(told)) {
    return [{ path: ['model', 'classes'], message: 'model.output.scores tells the classes already; leave one out.' }]
  }
  if (model.onnx !== undefined) return []
  const message = 'only an ONNX model has inputs and outputs to tell of; leave it out.'
  return (['inputs', 'output'] as const).flatMap((name) =>
    model[name] === undefined ? [] : [{ path: ['model', name], message }],
  )
}

interface Use {
  readonly role: string
  readonly path: readonly string[]
}

/** Columns that are given two uses of which one excludes the other. */
function aboutColumns({ data, model }: Settings): readonly Contradiction[] {
  const uses = new Map<string, Use[]>()
  const use = (column: string | undefined, role: string, path: readonly string[]) => {
    if (column !== undefined) uses.set(column, [...(uses.get(column) ?? []), { role, path }])
  }
  for (const role of ['label', 'id', 'timestamp', 'group', 'weight'] as const) use(data[role], role, ['data', role])
  const { score, label, scores = {} } = model?.predictions ?? {}
  use(score, 'prediction', ['model', 'predictions', 'score'])
  use(label, 'prediction', ['model', 'predictions', 'label'])
  for (const [name, column] of Object.entries(scores))
    use(column, 'prediction', ['model', 'predictions', 'scores', name])
  for (const column of new Set(data.ignore)) use(column, 'ignored', ['data', 'ignore'])
  for (const [column, { role }] of Object.entries(data.columns)) {
    use(column, role ?? '', role === undefined ? [] : ['data', 'columns', column, 'role'])
  }
  return [...uses].flatMap(([column, all]) => {
    const told = all.filter(({ role }) => role !== '')
    const other = told.find(({ role }) => role !== told[0]!.role)
    const excluded = told.find(({ role }) => ['label', 'prediction', 'weight', 'ignored'].includes(role))
    if (other !== undefined) return [conflict(column, told[0]!, other)]
    if (excluded === undefined || !data.protected.includes(column)) return []
    return [conflict(column, excluded, { role: 'protected', path: ['data', 'protected'] })]
  })
}

function conflict(column: string, one: Use, other: Use): Contradiction {
  const message = `"${column}" is ${one.path.join('.')} already, so it cannot be ${other.role} too; name another column, or leave one of them out.`
  return { path: other.path, message }
}
