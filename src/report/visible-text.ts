/**
 * Text of strangers made safe to show: control characters become their pictures (␛), characters that turn the
 * direction of the text around them and halves of characters become �. Line breaks and tabs stay.
 */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replace(controls, picture)
    .replace(/[\u0080-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, '\ufffd')
}

/** The same on one line, runs of white space as one blank. */
export function oneLine(text: string): string {
  return visibleText(text.replace(/\s+/g, ' ').trim())
}

// oxlint-disable-next-line no-control-regex -- they are what it looks for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

function picture(control: string): string {
  return control === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + control.charCodeAt(0))
}
