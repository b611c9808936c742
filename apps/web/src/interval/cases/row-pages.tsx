interface RowPagesProps {
  /** Place of the first row that is shown. */
  readonly first: number;
  readonly atOnce: number;
  readonly chosen: number;
  readonly all: number;
  readonly onFirst: (first: number) => void;
}

/** Count of the rows and of those that are shown, with buttons to the others. */
export function RowPages({ first, atOnce, chosen, all, onFirst }: RowPagesProps) {
  const last = Math.min(first + atOnce, chosen);
  return (
    <p class="buttons">
      <span class="small" role="status">
        {chosen > atOnce && `Rows ${first + 1} to ${last} of `}
        {chosen} of {all} rows
      </span>
      {chosen > atOnce && (
        <>
          <button type="button" disabled={first === 0} onClick={() => onFirst(Math.max(0, first - atOnce))}>
            Previous rows
          </button>
          <button type="button" disabled={last === chosen} onClick={() => onFirst(first + atOnce)}>
            Next rows
          </button>
        </>
      )}
    </p>
  );
}
