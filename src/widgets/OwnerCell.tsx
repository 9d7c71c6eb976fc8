'use client'

import { DefaultCell } from '@payloadcms/ui'
import type { DefaultCellComponentProps } from 'payload'
import { useSay } from './useSay.ts'

/** In a list: the site to which a document belongs; what belongs to none is the network's. */
export function OwnerCell(props: DefaultCellComponentProps) {
  const say = useSay()
  return props.cellData ? <DefaultCell {...props} /> : say('Réseau', 'Network')
}
