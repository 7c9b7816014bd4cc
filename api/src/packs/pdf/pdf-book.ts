import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import svgToPdf from 'svg-to-pdfkit';

const require = createRequire(import.meta.url);
// Noto Sans (SIL Open Font License 1.1): every Latin letter, Welsh ones too. Only the letters used are embedded. By their
// paths: under a name of our own pdfkit would read the default font's file again at each use.
const FONTS = {
  regular: require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
};
const MARGIN = 48;
const FOOT = 26;
const [INK, GREY, RULE, SHADE] = ['#212b32', '#4c6272', '#aeb7bd', '#f0f4f5'];
const SIZES = { h1: 20, h2: 14, h3: 11, text: 10, table: 7.5 };
const ROWS_AT_A_TIME = 50;

export interface PdfColumn {
  readonly title: string;
  /** Of the page's width, in relation to the others. */
  readonly share: number;
}

/**
 * An A4 document that a screen reader can read: tagged headings, paragraphs, tables with header cells and figures with
 * their text, British English, PDF/A-2a. Written from top to bottom; `end` numbers the pages.
 */
export class PdfBook {
  private readonly pdf: PDFKit.PDFDocument;
  private readonly pieces: Buffer[] = [];
  private readonly root: PDFKit.PDFStructureElement;
  private part: PDFKit.PDFStructureElement;

  constructor(
    private readonly title: string,
    private readonly foot: string,
    createdAt: Date,
  ) {
    this.pdf = new PDFDocument({
      size: 'A4',
      margins: { top: MARGIN, bottom: MARGIN + FOOT, left: MARGIN, right: MARGIN },
      bufferPages: true,
      pdfVersion: '1.7',
      subset: 'PDF/A-2a',
      tagged: true,
      displayTitle: true,
      lang: 'en-GB',
      font: FONTS.regular,
      info: { Title: title, Producer: 'Quorate', Creator: 'Quorate', CreationDate: createdAt, ModDate: createdAt },
    });
    this.pdf.on('data', (piece: Buffer) => this.pieces.push(piece));
    this.root = this.pdf.struct('Document');
    this.pdf.addStructure(this.root);
    this.part = this.openPart();
  }

  /** The title of the document. */
  heading1(text: string): void {
    this.words('H1', text, 'bold', SIZES.h1);
  }

  /** Begins a part, with a bookmark: on a new page unless half of this one is free. */
  heading2(text: string): void {
    this.part.end();
    this.part = this.openPart();
    if (this.pdf.y > this.pdf.page.height / 2) this.pdf.addPage();
    else this.pdf.moveDown(1);
    this.pdf.outline.addItem(text);
    this.words('H2', text, 'bold', SIZES.h2);
  }

  heading3(text: string): void {
    this.room(60);
    this.pdf.moveDown(0.4);
    this.words('H3', text, 'bold', SIZES.h3);
  }

  paragraph(text: string): void {
    this.words('P', text, 'regular', SIZES.text);
  }

  /** What stands beside a table or chart. */
  note(text: string): void {
    this.words('P', text, 'regular', SIZES.table + 1, GREY);
  }

  /** A table whose first column names its rows. Others work between any fifty rows and the next. */
  async table(columns: readonly PdfColumn[], rows: readonly (readonly string[])[]): Promise<void> {
    const widths = widthsOf(columns, this.width);
    const table = this.pdf.struct('Table');
    this.part.add(table);
    this.row(
      table,
      widths,
      columns.map(({ title }) => title),
      'head',
    );
    for (const [at, row] of rows.entries()) {
      if (this.isFull(this.heightOf(row, widths, 'regular'))) {
        this.pdf.addPage();
        this.repeated(
          widths,
          columns.map(({ title }) => title),
        );
      }
      this.row(table, widths, row, 'body');
      if (at % ROWS_AT_A_TIME === ROWS_AT_A_TIME - 1) await setImmediate();
    }
    table.end();
    this.pdf.x = MARGIN;
    this.pdf.moveDown(1);
  }

  /** A drawing under its heading, on the same page, with what it shows in words. */
  figure(heading: string, svg: string, words: string): void {
    const [, , boxWidth, boxHeight] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? '0 0 680 340').split(/\s+/).map(Number);
    const width = this.width;
    const height = (width * (boxHeight ?? 1)) / (boxWidth ?? 1);
    this.room(height + 60);
    this.heading3(heading);
    const [x, y] = [MARGIN, this.pdf.y];
    const figure = this.pdf.struct(
      'Figure',
      { alt: words, bbox: [x, y, x + width, y + height], placement: 'Block' } as never,
      [
        () =>
          // Its types ask for the class where they mean a document.
          svgToPdf(this.pdf as unknown as typeof PDFDocument, drawable(svg), x, y, {
            width,
            height,
            assumePt: true,
            fontCallback: (_family, isBold) => FONTS[isBold ? 'bold' : 'regular'],
            warningCallback: () => undefined,
          }),
      ],
    );
    this.part.add(figure);
    this.pdf.x = MARGIN;
    this.pdf.y = y + height;
    this.note(words);
  }

  /** Numbers the pages and ends the document. */
  end(): Promise<Buffer> {
    this.part.end();
    this.root.end();
    const { start, count } = this.pdf.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) this.footOf(page, count);
    return new Promise((done) => {
      this.pdf.on('end', () => done(Buffer.concat(this.pieces)));
      this.pdf.end();
    });
  }

  private get width(): number {
    return this.pdf.page.width - 2 * MARGIN;
  }

  private openPart(): PDFKit.PDFStructureElement {
    const part = this.pdf.struct('Sect');
    this.root.add(part);
    return part;
  }

  private words(tag: string, text: string, font: 'regular' | 'bold', size: number, colour = INK): void {
    this.part.add(
      this.pdf.struct(tag, {}, [
        () => {
          this.pdf
            .font(FONTS[font])
            .fontSize(size)
            .fillColor(colour)
            .text(text, MARGIN, this.pdf.y, { width: this.width });
        },
      ]),
    );
    this.pdf.moveDown(0.5);
  }

  private row(
    table: PDFKit.PDFStructureElement,
    widths: readonly number[],
    cells: readonly string[],
    kind: 'head' | 'body',
  ) {
    const height = this.heightOf(cells, widths, kind === 'head' ? 'bold' : 'regular');
    const y = this.pdf.y;
    this.artifact(() => this.rule(y, height, kind));
    const row = this.pdf.struct('TR');
    table.add(row);
    for (const [at, text] of cells.entries()) {
      const isHeader = kind === 'head' || at === 0;
      const scope = kind === 'head' ? 'Column' : 'Row';
      const cell = this.pdf.struct(isHeader ? 'TH' : 'TD', (isHeader ? { scope } : {}) as never, [
        () => this.cell(text, leftOf(widths, at), y, widths[at] ?? 0, kind),
      ]);
      row.add(cell);
    }
    row.end();
    this.pdf.y = y + height;
  }

  /** The headings again on the next page: for the eye only, the table has them already. */
  private repeated(widths: readonly number[], titles: readonly string[]): void {
    const [y, height] = [this.pdf.y, this.heightOf(titles, widths, 'bold')];
    this.artifact(() => {
      this.rule(y, height, 'head');
      for (const [at, title] of titles.entries()) this.cell(title, leftOf(widths, at), y, widths[at] ?? 0, 'head');
    });
    this.pdf.y = y + height;
  }

  private cell(text: string, x: number, y: number, width: number, kind: 'head' | 'body'): void {
    this.pdf
      .font(FONTS[kind === 'head' ? 'bold' : 'regular'])
      .fontSize(SIZES.table)
      .fillColor(INK)
      .text(text === '' ? ' ' : text, x + 3, y + 3, { width: width - 6 });
  }

  private rule(y: number, height: number, kind: 'head' | 'body'): void {
    if (kind === 'head') this.pdf.rect(MARGIN, y, this.width, height).fill(SHADE);
    this.pdf
      .moveTo(MARGIN, y + height)
      .lineTo(MARGIN + this.width, y + height)
      .lineWidth(0.5)
      .stroke(RULE);
  }

  private heightOf(cells: readonly string[], widths: readonly number[], font: 'regular' | 'bold'): number {
    this.pdf.font(FONTS[font]).fontSize(SIZES.table);
    const heights = cells.map((text, at) => this.pdf.heightOfString(text || ' ', { width: (widths[at] ?? 0) - 6 }));
    return Math.max(...heights) + 6;
  }

  private isFull(height: number): boolean {
    return this.pdf.y + height > this.pdf.page.height - MARGIN - FOOT;
  }

  private room(height: number): void {
    if (this.isFull(height)) this.pdf.addPage();
  }

  private artifact(draw: () => void, type = 'Layout'): void {
    this.pdf.markContent('Artifact', { type } as never);
    draw();
    this.pdf.endMarkedContent();
  }

  private footOf(page: number, of: number): void {
    this.pdf.switchToPage(page);
    // Else what is written below the margin would begin a page of its own.
    this.pdf.page.margins.bottom = 0;
    const y = this.pdf.page.height - MARGIN;
    this.artifact(() => {
      this.pdf.font(FONTS.regular).fontSize(SIZES.table).fillColor(GREY);
      this.pdf.text(`${this.title}. ${this.foot}`, MARGIN, y, { width: this.width - 80, height: 22, ellipsis: true });
      this.pdf.text(`Page ${page + 1} of ${of}`, MARGIN + this.width - 70, y, { width: 70, align: 'right' });
    }, 'Pagination');
  }
}

/**
 * As svg-to-pdfkit draws it right: its own width and height would count for more than the room it is given, and the light
 * rim of letters, which is drawn beneath them on a page (paint-order), would be drawn over them.
 */
function drawable(svg: string): string {
  return svg
    .replace(/^(<svg[^>]*?) width="[\d.]+" height="[\d.]+"/, '$1')
    .replace(/<text[^>]* paint-order="stroke"[^>]*>/g, (text) => text.replace(/ stroke[\w-]*="[^"]*"/g, ''));
}

function widthsOf(columns: readonly PdfColumn[], width: number): number[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  return columns.map(({ share }) => (width * share) / all);
}

function leftOf(widths: readonly number[], at: number): number {
  return MARGIN + widths.slice(0, at).reduce((sum, width) => sum + width, 0);
}
