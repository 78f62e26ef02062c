//! What goes to the person at the terminal: remarks, progress, width and colour.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use detente_schema::Diagnostic;
use detente_views::Style;
use indicatif::{ProgressBar, ProgressStyle};

/// Diagnostics of inputs that could not be opened.
const UNOPENED: &[&str] = &["not-found", "no-permission", "unreadable"];

/// Standard error, with a count of what was lost.
#[derive(Debug)]
pub(crate) struct Console {
    quiet: bool,
    lost: AtomicU64,
    unopened: AtomicU64,
    bar: ProgressBar,
}

impl Console {
    /// A console that keeps remarks and progress to itself if `quiet`.
    pub(crate) fn new(quiet: bool) -> Self {
        Self {
            quiet,
            lost: AtomicU64::new(0),
            unopened: AtomicU64::new(0),
            bar: ProgressBar::hidden(),
        }
    }

    /// Names what happened. What was lost is named even when quiet, and counted.
    pub(crate) fn report(&self, diagnostic: &Diagnostic) {
        if diagnostic.lost {
            self.lost.fetch_add(1, Ordering::Relaxed);
            if UNOPENED.contains(&diagnostic.code.as_str()) {
                self.unopened.fetch_add(1, Ordering::Relaxed);
            }
        } else if self.quiet {
            return;
        }
        self.say(&format!("detente: {diagnostic}"));
    }

    /// A remark, unless quiet.
    pub(crate) fn remark(&self, text: &str) {
        if !self.quiet {
            self.say(&format!("detente: {text}"));
        }
    }

    fn say(&self, line: &str) {
        self.bar.suspend(|| anstream::eprintln!("{line}"));
    }

    /// How many inputs were lost so far.
    pub(crate) fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// True if an input could not even be opened.
    pub(crate) fn unopened(&self) -> bool {
        self.unopened.load(Ordering::Relaxed) > 0
    }

    /// Starts counting `what`; the bar shows on a terminal only.
    pub(crate) fn start(&mut self, what: &'static str, total: Option<u64>) {
        self.bar.finish_and_clear();
        if self.quiet || !std::io::stderr().is_terminal() {
            return;
        }
        self.bar = match total {
            Some(total) => {
                ProgressBar::new(total).with_style(style("{bar:30} {pos}/{len}, {eta} left"))
            }
            None => ProgressBar::new_spinner().with_style(style("{pos} so far")),
        };
        self.bar.set_message(what);
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }

    /// Counts `items` as done.
    pub(crate) fn advance(&self, items: usize) {
        self.bar.inc(items as u64);
    }

    /// Clears the bar.
    pub(crate) fn finish(&mut self) {
        self.bar.finish_and_clear();
        self.bar = ProgressBar::hidden();
    }
}

fn style(tail: &str) -> ProgressStyle {
    ProgressStyle::with_template(&format!("{{msg}}: {tail}"))
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// Width and colour for standard output: colour on a terminal only, and never with `NO_COLOR`.
pub(crate) fn style_of_stdout() -> Style {
    const WIDTH_OFF_TERMINAL: usize = 80;
    let terminal = std::io::stdout().is_terminal();
    let width = if terminal { textwrap::termwidth() } else { WIDTH_OFF_TERMINAL };
    let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    Style { width, color }
}
