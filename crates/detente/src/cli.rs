//! The options, defined once: help, man page and shell completions are made from them.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use detente_ingest::FieldMap;
use jiff::civil::Date;

/// Reads news reports and keeps a ledger of relations between states: who did what to whom, when
/// it really happened, asserted how, and on whose word. It counts events, not reports.
#[derive(Debug, Parser)]
#[command(name = "detente", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) run: RunOptions,
}

/// How a run may end.
pub(crate) const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 done, with findings or with inputs that failed (named on stderr); \
2 wrong usage; 3 could not run (file, disk, ledger).";

/// How to run, whatever the command.
#[derive(Debug, Args)]
pub(crate) struct RunOptions {
    /// Work on N threads [default: one for each core]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) threads: Option<u16>,
    /// Print no progress and no remarks; errors are still named
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read reports; print their stories, events with evidence, conflicts and timelines
    Report(ReportArgs),
    /// Print one JSON record a document: sentences, mentions, dates, quotations, events
    Annotate(AnnotateArgs),
    /// Group copies and rewrites, and list what they altered
    Stories(StoriesArgs),
    /// Tell the relation between two marked actors, one JSON line for each row of a table
    Relate(RelateArgs),
    /// Add reports to a ledger; what is there already is skipped
    Add(AddArgs),
    /// Print the events between two states in the order of time
    Timeline(TimelineArgs),
    /// Tell why an event of a ledger was coded as it was
    Explain(ExplainArgs),
    /// Show what the register holds on states, people and organisations, or what may be wrong in it
    Actors(ActorsArgs),
    /// Ask a ledger in SQL, read-only
    Query(QueryArgs),
    /// Slice every evidence of a ledger again and compare
    Verify(VerifyArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff)
    Man,
}

/// What to read.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Reports: .txt and .jsonl files, folders of them, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// How to read it.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// Date of the reports that state none
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) dct: Option<Date>,
    /// Names of the fields in .jsonl items, such as text=body,date=published
    #[arg(long, value_name = "FIELD=NAME,...", default_value = "")]
    pub(crate) map: FieldMap,
}

/// Who is known beyond the register.
#[derive(Debug, Args)]
pub(crate) struct OwnActorsArg {
    /// Add the actors, roles and names of this file to the register; docs/actors.md shows its form
    #[arg(long = "actors", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// Reports: .txt and .jsonl files, folders of them, or - for standard input
    #[arg(value_name = "PATH", required_unless_present = "ledger")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// Keep what is read in this ledger, and report on all that it holds
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) actors: OwnActorsArg,
    /// Write the report as one self-contained page as well
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// One row an event
    Csv,
}

/// The language is told from each report.
pub(crate) const AUTO: &str = "auto";

fn language_codes() -> PossibleValuesParser {
    PossibleValuesParser::new([AUTO].into_iter().chain(detente_resources::languages()))
}

#[derive(Debug, Args)]
pub(crate) struct AnnotateArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) actors: OwnActorsArg,
    /// Language of the reports; auto tells it from the commonest words of each report. Of any but
    /// English only temporal expressions are marked
    #[arg(long, value_name = "CODE", default_value = AUTO, value_parser = language_codes())]
    pub(crate) lang: String,
    /// How to print
    #[arg(long, value_enum, default_value_t = AnnotateFormat::Jsonl)]
    pub(crate) format: AnnotateFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnnotateFormat {
    /// One JSON object a line
    Jsonl,
}

#[derive(Debug, Args)]
#[command(after_help = COMPARING)]
pub(crate) struct StoriesArgs {
    /// Reports: .txt and .jsonl files, folders of them, or - for standard input
    #[arg(value_name = "PATH", required_unless_present = "diff")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) actors: OwnActorsArg,
    /// Show two reports side by side: two files, or two of the reports in PATH by id or file name
    #[arg(long, value_names = ["A", "B"], num_args = 2)]
    pub(crate) diff: Option<Vec<String>>,
    /// Print everything; otherwise the rest of a long list is only counted
    #[arg(long)]
    pub(crate) all: bool,
    /// Write the same as one self-contained page as well
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = StoriesFormat::Text)]
    pub(crate) format: StoriesFormat,
}

/// How two reports are compared.
const COMPARING: &str = "\
Two reports: `detente stories --diff a.txt b.txt` compares two files, and \
`detente stories reports.jsonl --diff ID1 ID2` two of the reports of a file or folder. Words that \
only the first has stand in [-...-], words that only the second has in {+...+}; altered facts bear \
the number under which they are listed.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StoriesFormat {
    /// For reading
    Text,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct RelateArgs {
    /// Tab-separated table with the columns sentence, source, target; - for standard input
    #[arg(value_name = "FILE.tsv")]
    pub(crate) table: PathBuf,
    #[command(flatten)]
    pub(crate) actors: OwnActorsArg,
}

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) actors: OwnActorsArg,
    #[command(flatten)]
    pub(crate) ledger: LedgerArg,
}

/// Which ledger.
#[derive(Debug, Args)]
pub(crate) struct LedgerArg {
    /// The ledger: one SQLite file
    #[arg(long, value_name = "FILE", default_value = "detente.db")]
    pub(crate) ledger: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct TimelineArgs {
    /// One state, such as CHN (ISO 3166) or China
    pub(crate) a: String,
    /// The other
    pub(crate) b: String,
    #[command(flatten)]
    pub(crate) actors: OwnActorsArg,
    #[command(flatten)]
    pub(crate) ledger: LedgerArg,
    /// How to print
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
    /// Write the timeline as one self-contained page as well
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
#[expect(clippy::option_option, reason = "clap's form of an option whose value may be left out")]
pub(crate) struct ActorsArgs {
    #[command(subcommand)]
    pub(crate) command: Option<ActorsCommand>,
    /// Print what is or may be wrong in the register, or in FILE when it is added to it: one finding
    /// a line, with file and line
    #[arg(long, value_name = "FILE")]
    pub(crate) lint: Option<Option<PathBuf>>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ActorsCommand {
    /// Print names, codes, membership and offices of all actors of a name or code
    Show(ShowArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// A name in any spelling, or a code: ISO 3166 alpha-3, COW or Gleditsch-Ward number, Wikidata
    #[arg(value_name = "NAME|CODE")]
    pub(crate) name: String,
    /// Only the offices held on this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) on: Option<Date>,
    #[command(flatten)]
    pub(crate) actors: OwnActorsArg,
    /// How to print
    #[arg(long, value_enum, default_value_t = ActorsFormat::Text)]
    pub(crate) format: ActorsFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ActorsFormat {
    /// For reading
    Text,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct QueryArgs {
    /// One SELECT statement; `SELECT name, sql FROM sqlite_schema` shows the tables
    pub(crate) sql: String,
    #[command(flatten)]
    pub(crate) ledger: LedgerArg,
    /// How to print
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For reading
    Table,
    /// One JSON document
    Json,
    /// Comma-separated, with a header
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The identifier of an event, or of one telling of it, or how it begins
    pub(crate) event: String,
    #[command(flatten)]
    pub(crate) actors: OwnActorsArg,
    #[command(flatten)]
    pub(crate) ledger: LedgerArg,
    /// How to print
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,
}

/// How an explanation is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For reading
    Text,
    /// One JSON object a telling
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArg,
    /// Read the original files again as well, where they still lie
    #[arg(long)]
    pub(crate) sources: bool,
}
