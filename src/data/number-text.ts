/** Whether a text is a plain decimal number, as exports write them. */
export function isNumberText(text: string): boolean {
  return /^\s*[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|inf(inity)?)\s*$/i.test(text)
}

/** Whether a text of digits would lose its leading zero as a number: postal codes, account numbers. */
export function isCodeText(text: string): boolean {
  return /^\s*0\d/.test(text)
}
