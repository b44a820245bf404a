//! A [`Report`] as a workbook: one sheet a chapter, what is said above, the table below.
//!
//! *Invariant:* text is written as text. Nothing that came from a workbook becomes a formula here.

use rust_xlsxwriter::{
    Chart as XlsxChart, ChartType, Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

use crate::report::model::{Block, Chapter, Chart, ColumnKind, Report, Shape, Table, Tone, Value};

/// The widest a column gets, in characters; longer text wraps.
const MAX_WIDTH: usize = 52;
/// Rows of the sheet that a chart covers.
const CHART_ROWS: u32 = 18;

/// The bytes of the workbook; the same report gives the same bytes.
///
/// # Errors
/// What Excel does not allow: a sheet of more rows than it has, two sheets of one name.
pub fn render(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let date = report.date;
    let created = ExcelDateTime::from_ymd(
        u16::try_from(date.year()).unwrap_or(2000),
        u8::try_from(date.month()).unwrap_or(1),
        u8::try_from(date.day()).unwrap_or(1),
    )?;
    let properties =
        DocProperties::new().set_title(&report.title).set_company(&report.ente).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    for chapter in &report.chapters {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&chapter.short))?;
        Page { sheet, row: 0, widths: Vec::new() }.chapter(report, chapter)?;
    }
    workbook.save_to_buffer()
}

/// Excel takes 31 characters and none of `[]:*?/\`.
fn sheet_name(name: &str) -> String {
    name.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).take(31).collect()
}

struct Page<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    widths: Vec<usize>,
}

impl Page<'_> {
    fn chapter(mut self, report: &Report, chapter: &Chapter) -> Result<(), XlsxError> {
        let tables = chapter.blocks.iter().filter(|b| matches!(b, Block::Table(_))).count();
        self.line(&chapter.title, &Format::new().set_bold().set_font_size(16).set_font_color(ACCENT))?;
        self.line(&format!("{} · {}", report.ente, report.subtitle), &Format::new().set_font_color(MUTED))?;
        if let Some(provvisorio) = &report.provvisorio {
            self.line(provvisorio, &Format::new().set_bold().set_font_color(tone_color(Tone::Bad)))?;
        }
        self.row += 1;
        for block in &chapter.blocks {
            self.block(block, tables == 1)?;
        }
        for (col, width) in self.widths.iter().enumerate() {
            let width = f64::from(u32::try_from((*width).clamp(8, MAX_WIDTH)).unwrap_or(8)) * 1.05 + 2.0;
            self.sheet.set_column_width(u16::try_from(col).unwrap_or(u16::MAX), width)?;
        }
        self.sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        self.sheet.set_footer("&C&P di &N");
        Ok(())
    }

    fn block(&mut self, block: &Block, freeze: bool) -> Result<(), XlsxError> {
        match block {
            Block::Heading { text, .. } => {
                self.row += 1;
                self.line(text, &Format::new().set_bold().set_font_size(13).set_font_color(ACCENT))
            }
            Block::Paragraph(text) => self.line(text, &Format::new()),
            Block::List(items) => items.iter().try_for_each(|item| self.line(&format!("• {item}"), &Format::new())),
            Block::Notice(notice) => self.line(
                &format!("{}: {}", notice.title, notice.text),
                &Format::new().set_bold().set_font_color(tone_color(notice.tone)),
            ),
            Block::Figures(figures) => {
                for figure in figures {
                    self.value(0, &Value::Text(figure.label.clone()), ColumnKind::Text, true)?;
                    self.value(1, &figure.value, ColumnKind::Number, true)?;
                    if let Some(note) = &figure.note {
                        self.value(2, &Value::Text(note.clone()), ColumnKind::Text, false)?;
                    }
                    self.row += 1;
                }
                self.row += 1;
                Ok(())
            }
            Block::Facts(facts) => {
                for fact in facts {
                    self.value(0, &Value::Text(fact.label.clone()), ColumnKind::Text, true)?;
                    self.value(1, &fact.value, ColumnKind::Text, false)?;
                    self.row += 1;
                }
                self.row += 1;
                Ok(())
            }
            Block::Table(table) => self.table(table, freeze),
            Block::Chart(chart) => self.chart(chart),
            Block::PageBreak => Ok(()),
        }
    }

    /// A line of text across the sheet: it runs over the empty cells beside it.
    fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, text, format)?;
        self.row += 1;
        Ok(())
    }

    fn table(&mut self, table: &Table, freeze: bool) -> Result<(), XlsxError> {
        if table.rows.is_empty() {
            return self.line(&table.empty, &Format::new().set_italic());
        }
        self.line(&table.caption, &Format::new().set_bold())?;
        let head = self.row;
        let format = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(ACCENT)
            .set_font_color(Color::White)
            .set_border_bottom(FormatBorder::Thin);
        for (col, column) in table.columns.iter().enumerate() {
            // Room for the filter's button beside the title.
            self.widen(col, column.title.chars().count() + 4);
            self.sheet.write_string_with_format(head, index(col), &column.title, &format)?;
        }
        self.row += 1;
        for row in &table.rows {
            for (col, value) in row.cells.iter().enumerate() {
                let kind = table.columns.get(col).map_or(ColumnKind::Text, |c| c.kind);
                self.value(index(col), value, kind, row.total)?;
            }
            self.row += 1;
        }
        let last = index(table.columns.len().saturating_sub(1));
        if freeze {
            self.sheet.autofilter(head, 0, self.row - 1, last)?;
            self.sheet.set_freeze_panes(head + 1, 0)?;
            self.sheet.set_repeat_rows(head, head)?;
        }
        self.row += 1;
        Ok(())
    }

    fn value(&mut self, col: u16, value: &Value, kind: ColumnKind, bold: bool) -> Result<(), XlsxError> {
        let mut format = Format::new().set_align(FormatAlign::Top);
        if bold {
            format = format.set_bold();
        }
        if kind == ColumnKind::Text {
            format = format.set_text_wrap();
        }
        self.widen(usize::from(col), value.to_string().chars().count());
        let row = self.row;
        match value {
            Value::Blank => {}
            Value::Text(text) => {
                self.sheet.write_string_with_format(row, col, text, &format)?;
            }
            Value::Status(text, tone) => {
                let format = format.set_font_color(tone_color(*tone));
                self.sheet.write_string_with_format(row, col, text, &format)?;
            }
            Value::Count(n) => {
                self.sheet.write_number_with_format(row, col, *n as f64, &format.set_num_format("#,##0"))?;
            }
            Value::Number { value, decimals } => {
                let code = if *decimals == 0 {
                    "#,##0".to_owned()
                } else {
                    format!("#,##0.{}", "0".repeat(usize::from(*decimals)))
                };
                self.sheet.write_number_with_format(row, col, *value, &format.set_num_format(code))?;
            }
            Value::Percent { points, exact } => {
                let code = if *exact || points.fract() != 0.0 { "0.00\"%\"" } else { "0\"%\"" };
                self.sheet.write_number_with_format(row, col, *points, &format.set_num_format(code))?;
            }
            Value::Euro(amount) => {
                self.sheet.write_number_with_format(row, col, *amount, &format.set_num_format("\"€\" #,##0.00"))?;
            }
        }
        Ok(())
    }

    /// The values in a small table that everyone can read, and the chart beside it.
    fn chart(&mut self, chart: &Chart) -> Result<(), XlsxError> {
        let (titles, rows): (Vec<String>, Vec<Labelled>) = match &chart.shape {
            Shape::Bars { bars, .. } => {
                (vec!["Punteggio".into()], bars.iter().map(|(label, value, _)| (label.clone(), vec![*value])).collect())
            }
            Shape::Stacked { parts, bars } => (
                parts.iter().map(|(name, _)| name.clone()).collect(),
                bars.iter()
                    .map(|(label, counts)| (label.clone(), counts.iter().map(|n| Some(f64::from(*n))).collect()))
                    .collect(),
            ),
            Shape::Gantt { .. } => return Ok(()),
        };
        if rows.is_empty() {
            return Ok(());
        }
        self.line(&chart.caption, &Format::new().set_bold())?;
        let head = self.row;
        for (i, title) in titles.iter().enumerate() {
            self.value(index(i + 1), &Value::Text(title.clone()), ColumnKind::Text, true)?;
        }
        self.row += 1;
        for (label, values) in &rows {
            self.value(0, &Value::Text(label.clone()), ColumnKind::Text, false)?;
            for (i, value) in values.iter().enumerate() {
                let shown = match (value, &chart.shape) {
                    (None, _) => Value::Text("non valutabile".into()),
                    (Some(n), Shape::Stacked { .. }) => Value::Number { value: *n, decimals: 0 },
                    (Some(n), _) => Value::Number { value: *n, decimals: 2 },
                };
                self.value(index(i + 1), &shown, ColumnKind::Number, false)?;
            }
            self.row += 1;
        }
        let kind = if matches!(chart.shape, Shape::Stacked { .. }) { ChartType::BarStacked } else { ChartType::Bar };
        let mut drawn = XlsxChart::new(kind);
        let name = self.sheet.name();
        let tones: Vec<Color> = match &chart.shape {
            Shape::Stacked { parts, .. } => parts.iter().map(|(_, tone)| tone_color(*tone)).collect(),
            _ => vec![ACCENT],
        };
        for (i, _) in titles.iter().enumerate() {
            let col = index(i + 1);
            drawn
                .add_series()
                .set_name((name.as_str(), head, col))
                .set_categories((name.as_str(), head + 1, 0, self.row - 1, 0))
                .set_values((name.as_str(), head + 1, col, self.row - 1, col))
                .set_format(rust_xlsxwriter::ChartFormat::new().set_solid_fill(
                    rust_xlsxwriter::ChartSolidFill::new().set_color(tones.get(i).copied().unwrap_or(ACCENT)),
                ));
        }
        drawn.title().set_name(&chart.caption);
        // Excel draws the first row of a bar chart at the bottom.
        drawn.y_axis().set_reverse();
        // Excel takes 255 characters; the values are all in the table above.
        drawn.set_alt_text(chart.alt.chars().take(255).collect::<String>());
        drawn.set_width(900).set_height(CHART_ROWS * 20 - 10);
        self.row += 1;
        self.sheet.insert_chart(self.row, 0, &drawn)?;
        self.row += CHART_ROWS + 1;
        Ok(())
    }

    fn widen(&mut self, col: usize, characters: usize) {
        if self.widths.len() <= col {
            self.widths.resize(col + 1, 0);
        }
        self.widths[col] = self.widths[col].max(characters);
    }
}

/// A label with its values.
type Labelled = (String, Vec<Option<f64>>);

/// The accent of the reports.
const ACCENT: Color = Color::RGB(0x0000_4D99);
/// Text that is less important, dark enough to be read.
const MUTED: Color = Color::RGB(0x0045_5464);

/// The colour that goes with a status; the status's text says the same.
const fn tone_color(tone: Tone) -> Color {
    match tone {
        Tone::Neutral => MUTED,
        Tone::Good => Color::RGB(0x0000_6640),
        Tone::Warning => Color::RGB(0x008A_5A00),
        Tone::Bad => Color::RGB(0x00B0_182B),
    }
}

fn index(col: usize) -> u16 {
    u16::try_from(col).unwrap_or(u16::MAX)
}
