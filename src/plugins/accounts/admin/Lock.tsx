/** What one does not hold oneself is locked; the words for it stand in the box's own name. */
export const Lock = () => (
  <svg aria-hidden="true" height="14" viewBox="0 0 14 14" width="12">
    <path d="M3 6V4a4 4 0 0 1 8 0v2" fill="none" stroke="currentColor" strokeWidth="1.6" />
    <rect fill="currentColor" height="7" rx="1" width="11" x="1.5" y="6" />
  </svg>
)
