import { Page, Section } from '../ui/page.js';
import { useWayBack } from './way-back.js';

/** The accessibility statement. */
export function AccessibilityPage() {
  return (
    <Page
      title="Accessibility statement"
      lead="Quorate is built to meet the Web Content Accessibility Guidelines 2.2, level AA."
      back={useWayBack()}
    >
      <Section heading="What you can do">
        <ul>
          <li>use every page by keyboard alone, and with a screen reader</li>
          <li>zoom to 400% without scrolling sideways, except inside wide tables, which scroll in their own box</li>
          <li>
            read light pages or dark ones: as your device is set, or as you choose with your name at the top of the page
          </li>
          <li>ask your device for more contrast: text and lines become stronger</li>
          <li>use Windows high contrast: a choice is shown by a tick as well as by colour</li>
          <li>read every chart as a sentence and as a table</li>
          <li>turn motion off in your system: the pages obey</li>
        </ul>
      </Section>
      <Section heading="How it is checked">
        <p>
          Each page is checked by machine (axe) on a 1366 by 768 screen and on phones of 375 and 320 pixels, light,
          dark, with more contrast and in high contrast, and by our own checks of keyboard order, the colours of charts,
          print and chart labels. It has not yet been tested with disabled users or by an independent auditor.
        </p>
      </Section>
      <Section heading="What does not meet the guidelines yet">
        <p>
          No part is known to fail. Pages outside the product itself, such as sign-in and replies from an e-mail, are
          always light.
        </p>
      </Section>
      <Section heading="Tell us">
        <p>
          If something is hard to use, tell the help desk of the organisation that gave you access. They must answer and
          can pass it on to us.
        </p>
      </Section>
    </Page>
  );
}
