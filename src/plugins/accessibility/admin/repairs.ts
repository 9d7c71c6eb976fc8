import { frEn, type Words } from '../../../text/frEn.ts'

/** One kind of element that lacks something, and what it gets. `mend` answers the attributes that it should have; null removes one. */
export type Repair = {
  selector: string
  mend: (element: Element, say: (words: Words) => string) => Record<string, string | null>
}

/** The words of the label of the field in which an element stands. */
function fieldLabel(element: Element): string {
  for (let field = element.closest('.field-type'); field; field = field.parentElement?.closest('.field-type') ?? null) {
    const label = field
      .querySelector('.field-label')
      ?.textContent?.replace(/\s*\*\s*/, ' ')
      .trim()
    if (label) return label
  }
  return ''
}

const named =
  (words: Words): Repair['mend'] =>
  (_element, say) => ({ 'aria-label': say(words) })

export const REPAIRS: Repair[] = [
  {
    selector: '.dropdown-indicator[aria-hidden="true"], .clear-indicator[aria-hidden="true"]',
    mend: () => ({ tabindex: '-1' }),
  },
  {
    selector: 'input[id^="react-select-"]',
    mend: (input, say) => ({
      'aria-label': fieldLabel(input) || say(frEn('Choisir', 'Choose')),
      'aria-labelledby': null,
    }),
  },
  {
    selector: '.react-datepicker__input-container input',
    mend: (input, say) => ({ 'aria-label': fieldLabel(input) || say(frEn('Date', 'Date')) }),
  },
  {
    selector: '[contenteditable="true"][role="textbox"]',
    mend: (editor, say) => ({ 'aria-label': fieldLabel(editor) || say(frEn('Texte', 'Text')) }),
  },
  {
    selector: 'input#select-all',
    mend: (_, say) => ({ 'aria-label': say(frEn('Tout sélectionner', 'Select all')), 'aria-labelledby': null }),
  },
  {
    selector: '.select-row__checkbox input, td input[type="checkbox"][aria-label=""]',
    mend: (input, say) => ({
      'aria-label':
        `${say(frEn('Sélectionner', 'Select'))} ${input.closest('tr')?.querySelector('a')?.textContent ?? ''}`.trim(),
    }),
  },
  { selector: '.clickable-arrow--left', mend: named(frEn('Page précédente', 'Previous page')) },
  { selector: '.clickable-arrow--right', mend: named(frEn('Page suivante', 'Next page')) },
  { selector: '.date-time-picker__clear-button', mend: named(frEn('Effacer la date', 'Clear the date')) },
  { selector: '.upload-relationship-details__edit', mend: named(frEn('Modifier', 'Edit')) },
  { selector: '.upload-relationship-details__remove', mend: named(frEn('Retirer', 'Remove')) },
  {
    selector: 'button.popup-button:not([aria-label])',
    mend: (button, say) => ({
      'aria-label': button.textContent?.trim() ? null : say(frEn('Autres actions', 'More actions')),
    }),
  },
  { selector: 'button.copy-to-clipboard', mend: named(frEn('Copier', 'Copy')) },
  { selector: '.file-details__remove', mend: named(frEn('Retirer le fichier', 'Remove the file')) },
  {
    selector: '.locked[role="button"]',
    mend: named(frEn('En cours de modification par une autre personne', 'Being edited by another person')),
  },
  { selector: '.collapsible__drag', mend: named(frEn('Déplacer', 'Move')) },
  {
    selector: 'a.doc-tab[aria-label]',
    mend: (tab) => ({ 'aria-label': tab.textContent?.replaceAll(/\s+/g, ' ').trim() || 'Document' }),
  },
  { selector: 'ul.doc-tabs__tabs', mend: () => ({ role: 'group' }) },
  // A value that can be dragged holds a button that removes it: a group, not a button in a button.
  { selector: '.multi-value[role="button"]', mend: () => ({ role: 'group' }) },
  { selector: '.toolbar-popup__button-bold', mend: named(frEn('Gras', 'Bold')) },
  { selector: '.toolbar-popup__button-italic', mend: named(frEn('Italique', 'Italic')) },
  { selector: '.toolbar-popup__button-link', mend: named(frEn('Lien', 'Link')) },
  {
    selector: '.toolbar-popup__dropdown-add',
    mend: named(frEn('Insérer une image, un bloc ou un filet', 'Insert a picture, a block or a rule')),
  },
  { selector: '.toolbar-popup__dropdown-blocks', mend: named(frEn('Insérer un bloc', 'Insert a block')) },
  { selector: '.toolbar-popup__dropdown-text', mend: named(frEn('Genre de paragraphe', 'Kind of paragraph')) },
]

/** Applies every repair to what stands under `root`; an element that is as it should be is not touched. */
export function repair(root: ParentNode, say: (words: Words) => string): void {
  for (const { selector, mend } of REPAIRS) {
    for (const element of root.querySelectorAll(selector)) {
      for (const [name, value] of Object.entries(mend(element, say))) {
        if (value === null) element.removeAttribute(name)
        else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
      }
    }
  }
}
