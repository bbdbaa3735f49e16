//! Trains natively what the page trains in a browser, and writes the same run JSON.
//!
//! ```sh
//! cargo run --release --example train -- --model a1-relu --epochs 20
//! cargo run --release --example train -- run.json
//! cargo run --release --example train -- --data my-images --model a1-bn
//! ```
//!
//! The second form repeats a run that the page exported. The CPU computes unless a feature chooses
//! another of Burn's backends: `--features cuda`, `vulkan`, `metal` or `rocm`.

mod arguments;
mod backend;
mod report;

use std::process::ExitCode;

use clap::Parser;
use kindling::engine::DeviceData;
use kindling::error::Result;
use kindling::run_file::{RunFile, RunOutcome};
use kindling::train::run::{Progress, Run};

use arguments::{Arguments, Asked};
use report::Report;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match pollster::block_on(train(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}\n{}", error.advice());
            ExitCode::FAILURE
        }
    }
}

async fn train(arguments: &Arguments) -> Result<()> {
    let Asked {
        config,
        rate_changes,
        dataset,
        described,
    } = arguments.run()?;
    let (device, computes_on) = backend::device();
    let data = DeviceData::upload(dataset, &device)?;
    let mut run = Run::repeated(config.clone(), rate_changes.clone(), &data.train, &device)?;
    let started_at = jiff::Timestamp::now().to_string();
    let mut report = Report::begin(&config, &described, &computes_on);
    let mut file = RunFile::begun(config, described, computes_on, started_at);
    file.rate_changes = rate_changes;
    let path = arguments.output(&file.config);
    // At once: a folder that cannot be written to is no news for the end of an epoch.
    arguments::write(&path, &file)?;
    arguments.save(&run).await?;
    loop {
        match run.advance(&data).await {
            Ok(Progress::Trained { epoch, step, .. }) => report.step(epoch, step),
            Ok(Progress::Evaluated { .. }) => {}
            Ok(Progress::EpochEnded(record)) => {
                report.epoch(&record);
                file.epochs.push(record);
                // After each epoch: what is measured is not lost when the run is cut short.
                arguments::write(&path, &file)?;
                arguments.save(&run).await?;
            }
            Ok(Progress::Finished) => {
                file.outcome = RunOutcome::Finished;
                file.restored_epoch = run.restored_epoch();
                break;
            }
            Err(error) => {
                file.outcome = RunOutcome::Failed;
                arguments::write(&path, &file)?;
                return Err(error);
            }
        }
    }
    arguments::write(&path, &file)?;
    report.end(file.restored_epoch, &path);
    Ok(())
}
