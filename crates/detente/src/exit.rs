//! How a run ends.

use std::process::ExitCode;

/// How a run ended that could be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done.
    Clean,
    /// Done, with findings or with inputs that failed.
    Findings,
}

/// The exit code of a run that could not be done.
const COULD_NOT_RUN: u8 = 3;

/// The exit code of `result`; an error is printed with its causes.
///
/// A reader that closes the pipe early, such as `head`, has got what it wanted.
pub(crate) fn code(result: anyhow::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("detente: {error:#}");
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
