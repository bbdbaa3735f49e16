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
        let obeyed = match command {
            Ok(command) => self.try_to_obey(command).await,
            Err(error) => Err(error),
        };
        if let Err(error) = obeyed {
            post_failure(None, self.scope_of(&error, FailureScope::Command), &error);
        }
    }

    /// A GPU that failed costs more than what was asked of it.
    fn scope_of(&self, error: &Error, otherwise: FailureScope) -> FailureScope {
        let kind = self.opened.as_ref().map(|opened| opened.kind);
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

    /// Opens device and data; meanwhile answers what needs neither, and defers the rest.
    async fn open(&mut self, device: DevicePreference, data: DataPreference) -> Result<()> {
        if self.is_running() {
            return Err(Error::Untimely {
                command: "Opening another device",
                reason: "a run is going on",
            });
        }
        self.opened = None;
        self.current = None;
        let mut gpu = std::mem::take(&mut self.gpu);
        let opened = {
            let mut opening = pin!(open(device, data, &mut gpu));
            poll_fn(|context| {
                while let Poll::Ready(Some(command)) = self.inbox.poll(context) {
                    self.deferred.extend(answer_without_network(command));
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
                self.current = Some(Current {
                    run_id,
                    trained: run.epochs_done() > 0,
                    run,
                    phase: Phase::Training,
                });
            }
        }
        Ok(())
    }

    fn pause(&mut self, run_id: u32) -> Result<()> {
        self.running("Pause", run_id)?.phase = Phase::Paused;
        post(&Event::Paused { run_id });
        Ok(())
    }

    fn resume(&mut self, run_id: u32) -> Result<()> {
        self.running("Resume", run_id)?.phase = Phase::Training;
        post(&Event::Resumed { run_id });
        Ok(())
    }

    fn stop(&mut self, run_id: u32) -> Result<()> {
        self.running("Stop", run_id)?.phase = Phase::Ended;
        post(&Event::RunEnded {
            run_id,
            outcome: Outcome::Stopped,
        });
        Ok(())
    }

    /// The run of that id, if it is going on or paused.
    fn running(&mut self, command: &'static str, run_id: u32) -> Result<&mut Current> {
        self.current
            .as_mut()
            .filter(|current| current.run_id == run_id && current.phase != Phase::Ended)
            .ok_or(Error::Untimely {
                command,
                reason: "no such run is going on",
            })
    }

    async fn predict(&self, request_id: u32, strokes: &[Stroke]) -> Result<()> {
        let pixels = predict::pixels(strokes)?;
        let trained = self.current.as_ref().filter(|current| current.trained);
        let probabilities = match (trained, &self.opened) {
            (Some(current), Some(opened)) => {
                let network = current.run.network();
                Some(predict::probabilities(&network, &pixels, &opened.device).await?)
            }
            _ => None,
        };
        post(&Event::Prediction {
            request_id,
            pixels,
            probabilities,
        });
        Ok(())
    }

    async fn save_model(&self, request_id: u32) -> Result<()> {
        let trained = self.current.as_ref().filter(|current| current.trained);
        let current = trained.ok_or(Error::Untimely {
            command: "Download model",
            reason: "nothing is trained yet",
        })?;
        let config = current.run.config();
        post(&Event::Model {
            request_id,
            file_name: format!("{}.safetensors", config.model),
            bytes: model_file(config, &current.run.network()).await?,
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
    async fn advance(&mut self, opened: &Opened) -> Result<()> {
        let run_id = self.run_id;
        let progress = self.run.advance(&opened.data).await;
        // What the GPU complained of explains a wrong number better than the number does.
        if let Some(reason) = logger::take_error() {
            return Err(Error::DeviceFailed { reason });
        }
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
                let checkpoint = self.run.checkpoint().await?;
                let epochs_done = checkpoint.epochs_done;
                let bytes = checkpoint.to_bytes()?;
                post(&Event::EpochEnded { run_id, record });
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

/// Answers what needs neither device nor data; gives back what must wait for them.
fn answer_without_network(command: Result<Command>) -> Option<Result<Command>> {
    let answered = match command {
        Ok(Command::Summarize {
            request_id,
            architecture,
        }) => summarize(request_id, &architecture),
        Ok(Command::Predict {
            request_id,
            strokes,
        }) => predict::pixels(&strokes).map(|pixels| {
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
