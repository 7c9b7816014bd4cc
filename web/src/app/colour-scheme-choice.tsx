import { useState } from 'react';
import { SegmentedControl } from '../ui/segmented-control.js';
import type { Option } from '../ui/select-field.js';
import { type ColourScheme, chooseColourScheme, chosenColourScheme } from './colour-scheme.js';

const OPTIONS: readonly Option<ColourScheme>[] = [
  { value: 'device', label: 'As the device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** Light pages or dark ones, for whoever uses this browser. */
export function ColourSchemeChoice() {
  const [scheme, setScheme] = useState(chosenColourScheme);
  const choose = (next: ColourScheme) => {
    setScheme(next);
    chooseColourScheme(next);
  };
  return (
    <SegmentedControl
      name="colour-scheme"
      legend="Colours"
      legendShown
      options={OPTIONS}
      value={scheme}
      onChange={choose}
    />
  );
}
