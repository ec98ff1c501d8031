/** Files that libraries look for by name, and follow. */
const configNames =
  /^(?:(?:.*_)?config|(?:.*[._-])?index(?:\.[a-z0-9]+)?|model_index|modules|tokenizer|special_tokens_map|chat_template|manifest|metadata|params)\.json$/

/** Whatever else such a file looks like, it is read as the configuration that it is called. */
export function isConfigName(name: string): boolean {
  return configNames.test(name)
}
