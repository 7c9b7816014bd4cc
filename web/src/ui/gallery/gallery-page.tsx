import { Page } from '../page.js';
import { GalleryCharts } from './gallery-charts.js';
import { GalleryFields } from './gallery-fields.js';
import { GalleryStates } from './gallery-states.js';
import { GalleryTables } from './gallery-tables.js';

/** Every part of the kit on one page, with made-up content: looked at by people and by the browser tests. Not linked from anywhere. */
export function GalleryPage() {
  return (
    <Page
      title="Gallery of the component kit"
      lead="Every part once, with made-up content."
      back={{ to: '/help', label: 'Back to help' }}
    >
      <GalleryTables />
      <GalleryFields />
      <GalleryStates />
      <GalleryCharts />
    </Page>
  );
}
