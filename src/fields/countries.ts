import type { SelectField } from 'payload'
import { frEn } from '../text/frEn.ts'

const french = new Intl.DisplayNames(['fr'], { type: 'region' })
const english = new Intl.DisplayNames(['en'], { type: 'region' })

/** ISO 3166-1 alpha-2; overseas territories have codes of their own and are first class. */
const CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  )

/** A country (ISO 3166-1 alpha-2), stored as its code. Text in the database: the list of codes may change without a migration. */
export const countryField = (overrides: Partial<Pick<SelectField, 'name' | 'required' | 'index'>> = {}): SelectField =>
  ({
    name: 'country',
    type: 'select',
    label: frEn('Pays ou territoire', 'Country or territory'),
    options: CODES.map((code) => ({
      value: code,
      label: frEn(french.of(code) ?? code, english.of(code) ?? code),
    })).sort((a, b) => a.label.fr.localeCompare(b.label.fr, 'fr')),
    enumName: 'country_code',
    ...overrides,
  }) as SelectField
