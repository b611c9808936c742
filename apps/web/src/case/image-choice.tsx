interface ImageChoiceProps {
  readonly images: readonly string[];
  readonly chosen: string;
  readonly onChosen: (path: string) => void;
}

/** The image behind the masks. */
export function ImageChoice({ images, chosen, onChosen }: ImageChoiceProps) {
  return (
    <label class="field">
      Image
      <select value={chosen} onChange={({ currentTarget }) => onChosen(currentTarget.value)}>
        <option value="">none</option>
        {images.map((path) => (
          <option key={path} value={path}>
            {path}
          </option>
        ))}
      </select>
    </label>
  );
}
