/** The shape of one vendor's keys: a fixed beginning and a body of given length and alphabet. */
export interface KeyShape {
  readonly kind: string
  readonly prefix: string
  /** Characters after the prefix. */
  readonly least: number
  readonly most: number
  readonly alphabet: Alphabet
  /** Bits per character below which the body is a placeholder. */
  readonly entropy?: number
  /** A text that every real key has somewhere in its body. */
  readonly holds?: string
}

export type Alphabet = 'upper' | 'alphanumeric' | 'word' | 'url' | 'base64' | 'hexadecimal'

/** Shapes as the vendors document them for secret scanning. A body that runs on beyond `most` is something else. */
export const keyShapes: readonly KeyShape[] = [
  shape('AWS access key', 'AKIA', 16, 16, 'upper'),
  shape('AWS temporary access key', 'ASIA', 16, 16, 'upper'),
  shape('Google API key', 'AIza', 35, 35, 'url'),
  shape('Google OAuth secret', 'GOCSPX-', 28, 28, 'url'),
  shape('GitHub token', 'ghp_', 36, 251, 'alphanumeric'),
  shape('GitHub token', 'gho_', 36, 251, 'alphanumeric'),
  shape('GitHub token', 'ghu_', 36, 251, 'alphanumeric'),
  shape('GitHub token', 'ghs_', 36, 251, 'alphanumeric'),
  shape('GitHub token', 'ghr_', 36, 251, 'alphanumeric'),
  shape('GitHub token', 'github_pat_', 82, 82, 'word'),
  shape('GitLab token', 'glpat-', 20, 64, 'url'),
  shape('Hugging Face token', 'hf_', 34, 40, 'alphanumeric'),
  shape('Hugging Face token', 'api_org_', 34, 34, 'alphanumeric'),
  shape('Anthropic key', 'sk-ant-', 80, 120, 'url'),
  shape('OpenAI key', 'sk-proj-', 40, 200, 'url'),
  shape('OpenAI key', 'sk-svcacct-', 40, 200, 'url'),
  { ...shape('OpenAI key', 'sk-', 48, 48, 'alphanumeric'), holds: 'T3BlbkFJ' },
  shape('Slack token', 'xoxb-', 40, 120, 'url'),
  shape('Slack token', 'xoxp-', 40, 120, 'url'),
  shape('Slack token', 'xapp-', 40, 160, 'url'),
  shape('Stripe key', 'sk_live_', 24, 120, 'alphanumeric'),
  shape('Stripe key', 'rk_live_', 24, 120, 'alphanumeric'),
  shape('npm token', 'npm_', 36, 36, 'alphanumeric'),
  shape('PyPI token', 'pypi-AgEIcHlwaS5vcmc', 50, 250, 'url'),
  shape('SendGrid key', 'SG.', 66, 66, 'url'),
  shape('Databricks token', 'dapi', 32, 32, 'hexadecimal'),
  shape('DigitalOcean token', 'dop_v1_', 64, 64, 'hexadecimal'),
  shape('Weights & Biases key', 'WANDB_API_KEY=', 40, 40, 'hexadecimal'),
  shape('Azure storage key', 'AccountKey=', 86, 88, 'base64'),
  shape('Azure shared access key', 'SharedAccessKey=', 43, 44, 'base64'),
  shape('AWS secret key', 'aws_secret_access_key=', 40, 40, 'base64'),
  shape('AWS secret key', 'aws_secret_access_key = ', 40, 40, 'base64'),
  shape('AWS secret key', 'AWS_SECRET_ACCESS_KEY=', 40, 40, 'base64'),
]

function shape(kind: string, prefix: string, least: number, most: number, alphabet: Alphabet): KeyShape {
  return { kind, prefix, least, most, alphabet }
}

/** Marks, by character code, the members of an alphabet. */
export const alphabets: Readonly<Record<Alphabet, Uint8Array>> = {
  upper: marks('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'),
  alphanumeric: marks(`${letters()}0123456789`),
  word: marks(`${letters()}0123456789_`),
  url: marks(`${letters()}0123456789_-.`),
  base64: marks(`${letters()}0123456789+/=`),
  hexadecimal: marks('0123456789abcdefABCDEF'),
}

function letters(): string {
  return 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
}

function marks(characters: string): Uint8Array {
  const table = new Uint8Array(128)
  for (const character of characters) table[character.charCodeAt(0)] = 1
  return table
}
