//! The binary: reads what was typed, hands it to its command and exits with the command's code.

mod commands;

use std::process::ExitCode;

use commands::{complain, say};
use traguardo::cli::{self, Command};

fn main() -> ExitCode {
    let args = match cli::parse(std::env::args_os()) {
        Ok(args) => args,
        Err(reply) if reply.exit_code == 0 => {
            say(&reply.text);
            return ExitCode::SUCCESS;
        }
        Err(reply) => {
            complain(&reply.text);
            return ExitCode::from(reply.exit_code);
        }
    };
    let answer = std::panic::catch_unwind(|| match args.command {
        Command::Run(args) => commands::run::run(&args),
        Command::Check(args) => commands::check::check(&args),
        Command::Simulate(args) => commands::simulate::simulate(&args),
        Command::Rules(args) => commands::rules::rules(&args),
        Command::Explain(args) => commands::explain::explain(&args),
    });
    // Nothing is meant to panic. Who is at the keyboard all the same must know what it means for the share.
    ExitCode::from(answer.unwrap_or_else(|_| {
        complain(
            "Il programma si è fermato per un suo difetto: niente è stato pubblicato, le edizioni precedenti sono intatte.\n\
             Le righe qui sopra dicono dove: inviarle a chi segue il programma.",
        );
        3
    }))
}
