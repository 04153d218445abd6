//! Faircopy on the command line: reads what was typed, calls the app, prints.

mod args;
mod output;
mod publish;
mod run;

use std::process::ExitCode;

fn main() -> ExitCode {
    output::warnings();
    match args::parse() {
        Ok(command) => run::run(command),
        Err(error) => {
            output::problem(
                &error.to_string(),
                Some("`faircopy help` lists the commands."),
            );
            ExitCode::from(2)
        }
    }
}
