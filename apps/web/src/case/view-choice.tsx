import type { ViewName } from "./canvas/case-view.ts";

const names: readonly ViewName[] = ["all planes", "axial", "coronal", "sagittal", "3-D"];

interface ViewChoiceProps {
  readonly name: ViewName;
  readonly onName: (name: ViewName) => void;
  readonly onStep: (direction: 1 | -1) => void;
}

export function ViewChoice({ name, onName, onStep }: ViewChoiceProps) {
  return (
    <div class="views">
      <fieldset class="plain inline">
        <legend class="hidden-visually">View</legend>
        {names.map((one) => (
          <label key={one}>
            <input type="radio" name="view" checked={one === name} onChange={() => onName(one)} />
            {one}
          </label>
        ))}
      </fieldset>
      <span class="buttons">
        <button type="button" onClick={() => onStep(-1)} disabled={name === "3-D"}>
          Slice back
        </button>
        <button type="button" onClick={() => onStep(1)} disabled={name === "3-D"}>
          Slice forward
        </button>
      </span>
    </div>
  );
}
