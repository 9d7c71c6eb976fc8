import type { ReactNode } from 'react'
import './documentList.css'

export type ListedDocument = { id: string; href: string; title: string; detail: string; mark?: string | undefined }

/** A widget that lists documents: a heading, then links with a line of detail; words of its own when there is nothing. */
export function DocumentList({
  heading,
  documents,
  empty,
  more,
}: {
  heading: string
  documents: ListedDocument[]
  empty: string
  more?: ReactNode
}) {
  return (
    <section className="document-list">
      <h2>{heading}</h2>
      {documents.length === 0 ? (
        <p className="document-list__empty">{empty}</p>
      ) : (
        <ul>
          {documents.map(({ id, href, title, detail, mark }) => (
            <li key={id}>
              <a href={href}>{title}</a>
              <span className="document-list__detail">
                {mark ? <span className="document-list__mark">{mark}</span> : null}
                {detail}
              </span>
            </li>
          ))}
        </ul>
      )}
      {more}
    </section>
  )
}
