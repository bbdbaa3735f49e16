//! A session with a page: commands in, events out, and the run under way.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use super::logger;
use super::opening::{GpuSlot, Opened, open};
use super::port::{Inbox, let_messages_in, post, post_failure};
use crate::error::{Error, Result};
use crate::model::catalog;
use crate::model::config::{LIMITS, check_architecture};
use crate::model::summary::summary;
use crate::predict;
use crate::protocol::{
    Architecture, Command, DataPreference, DeviceKind, DevicePreference, Event, FailureScope,
    Outcome, RunConfig, Stroke,
};
use crate::train::checkpoint::{Checkpoint, model_file};
use crate::train::run::{Progress, Run};

/// Takes commands for as long as the page lives.
pub async fn serve(inbox: Inbox) {
    match catalog::models() {
        Ok(models) => post(&Event::Listening {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            models,
            limits: LIMITS,
        }),
        Err(error) => post_failure(None, FailureScope::Open, &error),
    }
    let mut session = Session::new(inbox);
    while let Some(turn) = session.next_turn().await {
        match turn {
            Turn::Obey(command) => session.obey(command).await,
            Turn::Advance => session.advance().await,
        }
    }
}

enum Turn {
    Obey(Result<Command>),
    Advance,
}

struct Session {
    inbox: Inbox,
    /// Commands that came while device and data were being opened.
    deferred: VecDeque<Result<Command>>,
    gpu: GpuSlot,
    opened: Option<Opened>,
    current: Option<Current>,
}

/// The run under way, or the last one: its network answers predictions.
struct Current {
    run_id: u32,
    run: Run,
    /// Where its network lives, also after another device was opened.
    kind: DeviceKind,
    phase: Phase,
    trained: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Training,
    Paused,
    Ended,
}

impl Session {
    fn new(inbox: Inbox) -> Self {
        Self {
            inbox,
            deferred: VecDeque::new(),
            gpu: GpuSlot::default(),
            opened: None,
            current: None,
        }
    }

    /// A command if there is one, else the next bit of the run; none when the page is gone.
    async fn next_turn(&mut self) -> Option<Turn> {
        if let Some(command) = self.deferred.pop_front() {
            return Some(Turn::Obey(command));
        }
        if self.phase() != Some(Phase::Training) {
            return self.inbox.wait().await.map(Turn::Obey);
        }
        let_messages_in().await;
        Some(self.inbox.take().map_or(Turn::Advance, Turn::Obey))
    }

    fn phase(&self) -> Option<Phase> {
        self.current.as_ref().map(|current| current.phase)
    }

    fn is_running(&self) -> bool {
        matches!(self.phase(), Some(Phase::Training | Phase::Paused))
    }

    async fn obey(&mut self, command: Result<Command>) {
        let run_id = command.as_ref().ok().and_then(run_of);
        let obeyed = match command {
            Ok(command) => self.try_to_obey(command).await,
            Err(error) => Err(error),
        };
        if let Err(error) = obeyed {
            post_failure(run_id, self.scope_of(&error, FailureScope::Command), &error);
        }
    }

    /// A GPU that failed costs more than what was asked of it.
    fn scope_of(&self, error: &Error, otherwise: FailureScope) -> FailureScope {
        let kind = self.current.as_ref().map(|current| current.kind);
        match (error, kind) {
            (Error::DeviceFailed { .. }, Some(DeviceKind::Webgpu)) => FailureScope::Device,
            _ => otherwise,
        }
    }

    async fn try_to_obey(&mut self, command: Command) -> Result<()> {
        match command {
            Command::Open { device, data } => self.open(device, data).await,
            Command::Summarize {
                request_id,
                architecture,
            } => summarize(request_id, &architecture),
            Command::Train {
                run_id,
                config,
                checkpoint,
            } => self.train(run_id, config, checkpoint),
            Command::Pause { run_id } => self.pause(run_id),
            Command::Resume { run_id } => self.resume(run_id),
            Command::Stop { run_id } => self.stop(run_id),
            Command::Predict {
                request_id,
                strokes,
            } => self.predict(request_id, &strokes).await,
            Command::SaveModel { request_id } => self.save_model(request_id).await,
        }
    }

    /// Opens device and data; meanwhile answers what needs neither, and defers the rest. The last
    /// run's network stays, and goes on to answer predictions.
    async fn open(&mut self, device: DevicePreference, data: DataPreference) -> Result<()> {
        if self.is_running() {
            return Err(Error::Untimely {
                command: "Opening another device",
                reason: "a run is going on",
            });
        }
        self.opened = None;
        let has_network = self.trained().is_some();
        let mut gpu = std::mem::take(&mut self.gpu);
        let opened = {
            let mut opening = pin!(open(device, data, &mut gpu));
            poll_fn(|context| {
                while let Poll::Ready(Some(command)) = self.inbox.poll(context) {
                    let later = answer_without_device(command, has_network);
                    self.deferred.extend(later);
                }
                opening.as_mut().poll(context)
            })
            .await
        };
        self.gpu = gpu;
        match opened {
            Ok(opened) => {
                self.opened = Some(opened);
                post(&Event::Ready {});
            }
            Err(error) => post_failure(None, FailureScope::Open, &error),
        }
        Ok(())
    }

    fn train(&mut self, run_id: u32, config: RunConfig, checkpoint: Option<Vec<u8>>) -> Result<()> {
        let untimely = |reason| Error::Untimely {
            command: "Train",
            reason,
        };
        if self.is_running() {
            return Err(untimely("a run is going on"));
        }
        let opened = self.opened.as_ref();
        let opened = opened.ok_or_else(|| untimely("device and data are not there yet"))?;
        match begin(opened, config, checkpoint) {
            // A refused run leaves the last one's network in place.
            Err(error) => post_failure(Some(run_id), FailureScope::Run, &error),
            Ok(run) => {
                let n_train = opened.data.train.len() as u32;
                post(&Event::RunStarted {
                    run_id,
                    config: run.config().clone(),
                    steps_per_epoch: n_train.div_ceil(run.config().batch_size),
                    n_train,
                    epochs_done: run.epochs_done(),
                });
                // What an earlier use of the device left unsaid is not this run's fault.
                logger::take_error();
                self.current = Some(Current {
                    run_id,
                    trained: run.epochs_done() > 0,
                    run,
                    kind: opened.kind,
                    phase: Phase::Training,
                });
            }
        }
        Ok(())
    }

    fn pause(&mut self, run_id: u32) -> Result<()> {
        self.turn("Pause", run_id, Phase::Paused, Event::Paused { run_id })
    }

    fn resume(&mut self, run_id: u32) -> Result<()> {
        self.turn("Resume", run_id, Phase::Training, Event::Resumed { run_id })
    }

    fn stop(&mut self, run_id: u32) -> Result<()> {
        let outcome = Outcome::Stopped;
        let ended = Event::RunEnded { run_id, outcome };
        self.turn("Stop", run_id, Phase::Ended, ended)
    }

    /// Puts the run into another phase and says so. A run that has just ended by itself has said
    /// that already: the command crossed the message, and there is nothing to tell.
    fn turn(
        &mut self,
        command: &'static str,
        run_id: u32,
        phase: Phase,
        said: Event,
    ) -> Result<()> {
        let current = self.current.as_mut();
        let current = current.filter(|current| current.run_id == run_id);
        let current = current.ok_or(Error::Untimely {
            command,
            reason: "no such run is going on",
        })?;
        if current.phase != Phase::Ended {
            current.phase = phase;
            post(&said);
        }
        Ok(())
    }

    /// The run whose network has learned something.
    fn trained(&self) -> Option<&Current> {
        self.current.as_ref().filter(|current| current.trained)
    }

    async fn predict(&self, request_id: u32, strokes: &[Stroke]) -> Result<()> {
        let pixels = predict::pixels(strokes)?;
        let probabilities = match self.trained() {
            None => None,
            Some(current) => {
                let device = current.run.device();
                let read = predict::probabilities(&current.run.network(), &pixels, device).await;
                current.check_device()?;
                Some(read?)
            }
        };
        post(&Event::Prediction {
            request_id,
            pixels,
            probabilities,
        });
        Ok(())
    }

    async fn save_model(&self, request_id: u32) -> Result<()> {
        let current = self.trained().ok_or(Error::Untimely {
            command: "Download model",
            reason: "nothing is trained yet",
        })?;
        let config = current.run.config();
        let bytes = model_file(config, &current.run.network()).await;
        current.check_device()?;
        post(&Event::Model {
            request_id,
            file_name: format!("{}.safetensors", config.model),
            bytes: bytes?,
        });
        Ok(())
    }

    /// Does the next bit of the run and tells the page.
    async fn advance(&mut self) {
        let (Some(opened), Some(current)) = (&self.opened, &mut self.current) else {
            return;
        };
        let run_id = current.run_id;
        let advanced = current.advance(opened).await;
        if let Err(error) = advanced {
            current.phase = Phase::Ended;
            let scope = self.scope_of(&error, FailureScope::Run);
            post_failure(Some(run_id), scope, &error);
        }
    }
}

impl Current {
    /// What the GPU complained of meanwhile explains a wrong number better than the number does:
    /// a shader that does not compile is only logged, and reads go on to give something.
    fn check_device(&self) -> Result<()> {
        if self.kind == DeviceKind::Cpu {
            return Ok(());
        }
        match logger::take_error() {
            None => Ok(()),
            Some(reason) => Err(Error::DeviceFailed { reason }),
        }
    }

    async fn advance(&mut self, opened: &Opened) -> Result<()> {
        let run_id = self.run_id;
        let progress = self.run.advance(&opened.data).await;
        self.check_device()?;
        match progress? {
            Progress::Trained {
                epoch,
                step,
                figures,
                samples_per_second,
            } => {
                self.trained = true;
                let means = figures.iter().map(|step| step.n_images as f64);
                let means: Vec<_> = means.zip(&figures).collect();
                post(&Event::Progress {
                    run_id,
                    epoch,
                    step,
                    losses: means.iter().map(|(n, step)| step.loss_sum / n).collect(),
                    accuracies: means.iter().map(|(n, step)| step.n_correct / n).collect(),
                    samples_per_second,
                });
            }
            Progress::Evaluated { epoch, n_evaluated } => post(&Event::Evaluating {
                run_id,
                epoch,
                n_evaluated,
                n_test: opened.data.test.len() as u32,
            }),
            Progress::EpochEnded(record) => {
                post(&Event::EpochEnded { run_id, record });
                let checkpoint = self.run.checkpoint().await;
                self.check_device()?;
                let checkpoint = checkpoint?;
                let epochs_done = checkpoint.epochs_done;
                let bytes = checkpoint.to_bytes()?;
                post(&Event::Checkpoint {
                    run_id,
                    epochs_done,
                    bytes,
                });
            }
            Progress::Finished => {
                self.phase = Phase::Ended;
                post(&Event::RunEnded {
                    run_id,
                    outcome: Outcome::Finished,
                });
            }
        }
        Ok(())
    }
}

fn begin(opened: &Opened, config: RunConfig, checkpoint: Option<Vec<u8>>) -> Result<Run> {
    let n_train = opened.data.train.len();
    match checkpoint {
        None => Run::new(config, n_train, &opened.device),
        Some(bytes) => {
            let checkpoint = Checkpoint::from_bytes(&bytes)?;
            Run::resumed(config, &checkpoint, n_train, &opened.device)
        }
    }
}

fn summarize(request_id: u32, architecture: &Architecture) -> Result<()> {
    check_architecture(architecture)?;
    post(&Event::Summary {
        request_id,
        summary: summary(architecture),
    });
    Ok(())
}

/// The run that a command is about.
fn run_of(command: &Command) -> Option<u32> {
    match command {
        Command::Train { run_id, .. }
        | Command::Pause { run_id }
        | Command::Resume { run_id }
        | Command::Stop { run_id } => Some(*run_id),
        Command::Open { .. }
        | Command::Summarize { .. }
        | Command::Predict { .. }
        | Command::SaveModel { .. } => None,
    }
}

/// Answers what needs neither device nor data; gives back what must wait for them.
fn answer_without_device(command: Result<Command>, has_network: bool) -> Option<Result<Command>> {
    let answered = match command {
        Ok(Command::Summarize {
            request_id,
            architecture,
        }) => summarize(request_id, &architecture),
        Ok(Command::Predict {
            request_id,
            strokes,
        }) if !has_network => predict::pixels(&strokes).map(|pixels| {
            post(&Event::Prediction {
                request_id,
                pixels,
                probabilities: None,
            });
        }),
        Err(error) => Err(error),
        later => return Some(later),
    };
    if let Err(error) = answered {
        post_failure(None, FailureScope::Command, &error);
    }
    None
}
