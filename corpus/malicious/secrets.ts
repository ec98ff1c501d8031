import type { MaliciousSample } from './sample.ts'

/** Keys of the right shape that open nothing; put together here, so that no scanner of sources takes them for real. */
const body = 'q7Lm2Zx9Kc4Vb8Nw3Rt6Yp1Hs5Jd0FgQeUiOaSdGhJkLzXcVbNmWrTyPqMnBvCxZ'

function sample(name: string, text: string): MaliciousSample {
  return { name, rule: 'secrets/credential', bytes: () => new TextEncoder().encode(text) }
}

const key = (prefix: string, length: number): string => prefix + `${body}${body}`.slice(0, length)

export const samples: readonly MaliciousSample[] = [
  sample('hub-token-in-readme.md', `# Model\n\nRun with \`${key('hf_', 34)}\`.\n`),
  sample('cloud-key-in-training-log.txt', `step 1\nkey=${['AK', 'IA'].join('')}Q7LM2ZX5KC4VB6NW\nstep 2\n`),
  sample('storage-key-in-notes.csv', `name,value\nlake,${key('AccountKey=', 86)}==\n`),
  sample('service-account.json', JSON.stringify({ type: 'service_account', private_key: privateKey() })),
  sample('git-token-in-config.json', JSON.stringify({ model_type: 'bert', push_token: key('ghp_', 36) })),
  sample('tracker-password.yaml', 'tracking_uri: postgresql://svc:Tr0ub4dor@db.corp.net/mlflow\n'),
  sample('private-key-in-text.txt', privateKey()),
  sample('package-token-in-script.py', `TOKEN = "${key('pypi-AgEIcHlwaS5vcmc', 60)}"\n`),
]

function privateKey(): string {
  const lines = [body.slice(0, 64), body.slice(2, 66), body.slice(1, 65)]
  return ['-----BEGIN ', 'PRIVATE KEY-----\n', lines.join('\n'), '\n-----END ', 'PRIVATE KEY-----\n'].join('')
}
