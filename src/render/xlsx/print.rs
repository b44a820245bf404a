//! How a sheet is printed: paper, scale, what stands at the top and foot of each page, where pages end.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::report::model::{Chapter, Report};

/// Sheets wider than this are printed on A3, and those that would come out smaller than six points there on two pages
/// side by side: they could not be read.
const A4_WIDTH: f64 = 170.0;
const A3_WIDTH: f64 = 380.0;
/// What margins leave of a landscape page of A4 and of A3, in points: width and height.
const A4: (f64, f64) = (784.0, 508.0);
const A3: (f64, f64) = (1_133.0, 755.0);

/// Sets a sheet up for the printer; `widths` are those of its columns, in characters.
///
/// Gives the height of a page in points of the sheet, where what is `whole` must not be cut by its end: programs
/// heed the breaks between pages only where the scale is a number.
pub(super) fn set_up(
    sheet: &mut Worksheet,
    report: &Report,
    chapter: &Chapter,
    widths: &[f64],
    whole: bool,
) -> Option<f64> {
    // An ampersand begins a code in headers and footers; Excel takes at most 255 characters.
    let safe = |text: &str| text.chars().take(60).collect::<String>().replace('&', "&&");
    let state = if report.provvisorio.is_some() { "PROVVISORIO" } else { "" };
    let width: f64 = widths.iter().sum();
    let (paper, (across, down)) = if width > A4_WIDTH { (8, A3) } else { (9, A4) };
    sheet.set_landscape();
    sheet.set_paper_size(paper);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_header(format!("&L{}&C{state}&R{}", safe(&report.ente), safe(&report.title)));
    sheet.set_footer(format!("&L{}&C{}&RPagina &P di &N", safe(&chapter.title), safe(&report.recipient)));
    if whole {
        // Programs measure columns each in its own way: this is the widest.
        let points: f64 = widths.iter().map(|width| (width + 0.75) * 5.6).sum();
        let fits = |scale: &u16| points * f64::from(*scale) / 100.0 <= across * 0.98;
        let scale = (30..=100).rev().find(fits).unwrap_or(30);
        sheet.set_print_scale(scale);
        return Some(down * 100.0 / f64::from(scale) * 0.96);
    }
    sheet.set_print_fit_to_pages(if width > A3_WIDTH { 2 } else { 1 }, 0);
    None
}

/// The pages of a sheet that is printed to a scale.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// Height of a page, in points; absent where the program finds where pages end.
    pub height: Option<f64>,
    /// Where the current page begins, in points from the top of the sheet.
    begins: f64,
    breaks: Vec<u32>,
}

impl Pages {
    pub fn new(height: Option<f64>) -> Self {
        Self { height, ..Self::default() }
    }

    /// Begins a new page at this row, `down` points from the top, if what follows does not fit the rest of this one.
    pub fn keep(&mut self, row: u32, down: f64, follows: f64) {
        let Some(height) = self.height else { return };
        // Pages that have ended by themselves.
        while down - self.begins >= height {
            self.begins += height;
        }
        if down > self.begins && down - self.begins + follows > height {
            self.breaks.push(row);
            self.begins = down;
        }
    }

    /// The same for what may as well begin here where no page could hold it.
    pub fn keep_whole(&mut self, row: u32, down: f64, follows: f64) {
        if self.height.is_some_and(|height| follows <= height) {
            self.keep(row, down, follows);
        }
    }

    /// Writes the breaks.
    pub fn finish(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        if !self.breaks.is_empty() {
            sheet.set_page_breaks(&self.breaks)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_begins_a_page() {
        let mut pages = Pages::new(Some(500.0));
        for (row, down, follows) in
            [(10, 100.0, 300.0), (20, 400.0, 200.0), (30, 600.0, 250.0), (40, 1_350.0, 300.0), (50, 1_650.0, 900.0)]
        {
            pages.keep(row, down, follows);
        }
        // The second would end at 600, beyond the page; the third ends at 850 of 900; the fourth fits the page from 1 400.
        assert_eq!(pages.breaks, [20, 40, 50]);
        let mut free = Pages::new(None);
        free.keep(1, 1e6, 1e6);
        assert!(free.breaks.is_empty());
    }
}
