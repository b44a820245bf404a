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
    ExitCode::from(match args.command {
        Command::Run(args) => commands::run::run(&args),
        Command::Check(args) => commands::check::check(&args),
        Command::Simulate(args) => commands::simulate::simulate(&args),
        Command::Rules(args) => commands::rules::rules(&args),
        Command::Explain(args) => commands::explain::explain(&args),
    })
}
