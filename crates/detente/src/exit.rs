//! How a run ends.

use std::process::ExitCode;

use detente_ledger::ErrorKind;

/// How a run ended that could be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done.
    Clean,
    /// Done, with findings or with inputs that failed.
    Findings,
}

/// The user asked for something that there is not.
#[derive(Debug)]
pub(crate) struct WrongUsage(pub(crate) String);

impl std::fmt::Display for WrongUsage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongUsage {}

const FINDINGS: u8 = 1;
const WRONG_USAGE: u8 = 2;
const COULD_NOT_RUN: u8 = 3;

/// The exit code of `result`; an error is printed with its causes.
///
/// A reader that closes the pipe early, such as `head`, has got what it wanted.
pub(crate) fn code(result: anyhow::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(FINDINGS),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("detente: {error:#}");
            ExitCode::from(if is_wrong_usage(&error) { WRONG_USAGE } else { COULD_NOT_RUN })
        }
    }
}

fn is_wrong_usage(error: &anyhow::Error) -> bool {
    let query = error.downcast_ref::<detente_ledger::Error>();
    error.is::<WrongUsage>() || query.is_some_and(|error| error.kind() == ErrorKind::Query)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
