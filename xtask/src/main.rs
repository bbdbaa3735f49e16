//! `cargo xtask serve | build | test | lint | …`: the project's commands, each with its set-up.

mod backends;
mod bench;
mod comments;
mod constructors;
mod example;
mod fuzz;
mod html;
mod licences;
mod lint;
mod mnist;
mod page;
mod pictures;
mod policy;
mod preview;
mod previous;
mod process;
mod report;
mod reproduce;
mod sizes;
mod soak;
mod strip;
mod system;
mod test;
mod tools;
mod version;
mod workspace;

use anyhow::Result;
use reproduce::Start;
use workspace::Workspace;

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve   set up, build the release page and serve it on 127.0.0.1:8080
  build   set up and leave the same page in dist/, a folder of static files
  test    set up and run the native tests, the tests in a browser, the page end to end and the
          recipes of docs/recipes.md
          (`cargo xtask test native|browser|page|recipes` runs that part alone)
  lint    rustfmt, clippy for the host and for wasm32, tsc, Biome, cargo-deny, and whether the
          example compiles with all of Burn's backends
  reproduce  train the notebook's models from three seeds and write docs/reproduction.md
          (an hour or more; a cut command goes on where it stopped, `--fresh` starts over,
          `--last-build` goes on with the program of the last call, or writes the document anew)
  bench   measure the page beside jax-js and TensorFlow.js (`cargo xtask bench --help`)
  soak    train run after run in a browser that is broken again and again, each compared with the
          native run (an hour; `--minutes 5`, `--seed 2`)
  fuzz    run the fuzz targets of every parser (`cargo xtask fuzz --help`)
  pictures   take the README's film and picture and the preview of links from the built page, and
          write the film's pace into README.md (minutes; leave the machine alone meanwhile)
  keep-previous <address>   add the version of the page that is published there to dist/, for hosts
          that publish whole folders
  backends   check that the native example compiles with each of Burn's other backends

Trunk itself calls `cargo xtask finish-page` when it has built the page.";

fn main() {
    if let Err(error) = dispatch() {
        eprintln!("error: {error:#}");
        std::process::exit(1);
    }
}

fn dispatch() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let workspace = Workspace::find()?;
    match arguments.as_slice() {
        ["serve", rest @ ..] => page::serve(&workspace, rest),
        ["build"] => page::build(&workspace),
        ["test"] => test::run(&workspace, &test::Part::ALL),
        ["test", part] => test::run(&workspace, &[test::Part::named(part)?]),
        ["lint"] => lint::run(&workspace),
        ["reproduce"] => reproduce::run(&workspace, Start::Current),
        ["reproduce", "--fresh"] => reproduce::run(&workspace, Start::Fresh),
        ["reproduce", "--last-build"] => reproduce::run(&workspace, Start::LastBuild),
        ["bench", rest @ ..] => bench::run_with(&workspace, rest),
        ["soak", rest @ ..] => soak::run_with(&workspace, rest),
        ["fuzz", rest @ ..] => fuzz::run_with(&workspace, rest),
        ["keep-previous", address] => previous::keep(&workspace, address),
        ["pictures"] => pictures::take(&workspace),
        ["backends"] => backends::check_each(&workspace),
        ["finish-page"] => page::finish(&workspace),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        unknown => anyhow::bail!("unknown command: {}\n\n{USAGE}", unknown.join(" ")),
    }
}
