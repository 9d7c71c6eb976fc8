'use client'

import { DefaultCell } from '@payloadcms/ui'
import type { DefaultCellComponentProps } from 'payload'
import { useSay } from './useSay.ts'

/** In a list: the site to which a document belongs; what belongs to none is the network's. */
export function OwnerCell(props: DefaultCellComponentProps) {
  const say = useSay()
  if (props.cellData) return <DefaultCell {...props} />
  // As a text, so that it is the link of its row where it stands first.
  const asText = { ...props.field, type: 'text' } as DefaultCellComponentProps['field']
  return <DefaultCell {...props} cellData={say('Réseau', 'Network')} field={asText} />
}
