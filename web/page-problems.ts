/** What a screen reader would stumble over. Runs within the page, so it may use nothing from outside itself. */
export function pageProblems(): string[] {
  const problems: string[] = []
  const all = <E extends Element>(selector: string) => [...document.querySelectorAll<E>(selector)]
  const nameOf = (element: Element) =>
    element.getAttribute('aria-label') ??
    (element.getAttribute('aria-labelledby') !== null ? 'labelled' : element.textContent.trim())

  for (const landmark of ['header', 'nav', 'main', 'footer', 'search']) {
    if (all(`${landmark}:not(section ${landmark}:not(search))`).length !== 1) problems.push(`not one ${landmark}`)
  }
  if (all('h1').length !== 1) problems.push('not one h1')
  let level = 0
  for (const heading of all('h1, h2, h3, h4, h5, h6')) {
    const own = Number(heading.tagName.slice(1))
    if (own > level + 1) problems.push(`h${own} after h${level}: ${heading.textContent}`)
    level = own
  }
  const ids = all('[id]').map((element) => element.id)
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) problems.push(`id ${id} twice`)
  for (const element of all('button, a[href], [role=img], [role=region], [role=tab], section, nav')) {
    if (nameOf(element) === '') problems.push(`${element.tagName} without a name: ${element.outerHTML.slice(0, 80)}`)
  }
  for (const input of all<HTMLInputElement>('input'))
    if (input.labels?.length !== 1) problems.push('an input without a label')
  for (const drawing of all('svg')) {
    const told = drawing.getAttribute('role') === 'img' || drawing.closest('[aria-hidden=true]') !== null
    if (!told) problems.push(`svg neither told nor hidden: ${drawing.outerHTML.slice(0, 80)}`)
  }
  for (const expander of all('[aria-expanded]')) {
    const target = expander.getAttribute('aria-controls')
    if (target === null || document.getElementById(target) === null)
      problems.push(`controls nothing: ${expander.textContent}`)
  }
  for (const cell of all('th'))
    if (cell.getAttribute('scope') === null) problems.push(`th without a scope: ${cell.textContent}`)
  for (const region of all<HTMLElement>('[role=region]'))
    if (region.tabIndex !== 0) problems.push('a region that scrolls and takes no focus')
  return [...new Set(problems)]
}
