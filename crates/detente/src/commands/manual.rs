//! `detente man` and `detente completions`: made from the definition of the options.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::print;
use crate::cli::{Cli, EXIT_CODES};
use crate::exit::Outcome;

pub(super) fn page() -> anyhow::Result<Outcome> {
    let mut command = Cli::command();
    command.build();
    let mut page = sections(&command, |man, out| {
        man.render_title(out)?;
        man.render_name_section(out)?;
        man.render_synopsis_section(out)?;
        man.render_description_section(out)
    })?;
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        page.push_str(&chapter(command)?);
    }
    page.push_str(&format!(".SH \"EXIT STATUS\"\n{EXIT_CODES}\n"));
    print(&page)?;
    Ok(Outcome::Clean)
}

/// One command as a section of the page, its own sections one level below.
fn chapter(command: &Command) -> anyhow::Result<String> {
    let own = sections(command, |man, out| {
        man.render_synopsis_section(out)?;
        man.render_description_section(out)?;
        man.render_options_section(out)
    })?;
    let name = command.get_name().to_uppercase();
    Ok(format!(".SH \"{name}\"\n{}", own.replace(".SH ", ".SS ")))
}

fn sections(
    command: &Command,
    render: impl FnOnce(&Man, &mut Vec<u8>) -> std::io::Result<()>,
) -> anyhow::Result<String> {
    let mut out = Vec::new();
    render(&Man::new(command.clone()), &mut out)?;
    Ok(String::from_utf8(out)?)
}

pub(super) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "detente", &mut script);
    print(&String::from_utf8(script)?)?;
    Ok(Outcome::Clean)
}
