//! A session with a page: commands in, events out, and the run under way.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use super::current::{Current, Phase};
use super::logger;
use super::opening::{GpuSlot, Opened, Wanted, measure_on, open};
use super::port::{Inbox, let_messages_in, post, post_failure};
use super::questions;
use crate::data::ImageFormat;
use crate::error::{Error, Result};
use crate::model::catalog;
use crate::model::config::LIMITS;
use crate::protocol::{
    Command, DeviceKind, DevicePreference, Event, FailureScope, Outcome, RateChange, RunConfig,
};
use crate::train::measure::Task;

/// Takes commands for as long as the page lives.
pub async fn serve(inbox: Inbox) {
    match listening() {
        Ok(event) => post(&event),
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

fn listening() -> Result<Event> {
    Ok(Event::Listening {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        models: catalog::models()?,
        limits: LIMITS,
        observations: catalog::observations()?,
    })
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
        let current = self.current.as_ref();
        if !current.is_some_and(Current::is_working) {
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
        match error {
            Error::DeviceFailed { .. } if self.uses_gpu() => FailureScope::Device,
            _ => otherwise,
        }
    }

    /// Whether the data, or the last run's network, is on the GPU.
    fn uses_gpu(&self) -> bool {
        let opened = self.opened.as_ref().map(|opened| opened.kind);
        let current = self.current.as_ref().map(|current| current.kind);
        [opened, current].contains(&Some(DeviceKind::Webgpu))
    }

    async fn try_to_obey(&mut self, command: Command) -> Result<()> {
        match command {
            Command::Open {
                device,
                data,
                images,
            } => {
                let data = Wanted {
                    preference: data,
                    images,
                };
                self.open(device, data).await
            }
            Command::Summarize {
                request_id,
                architecture,
            } => questions::summarize(request_id, &architecture, self.format()),
            Command::Train {
                run_id,
                config,
                rate_changes,
                checkpoint,
            } => self.train(run_id, config, rate_changes, checkpoint).await,
            Command::Pause { run_id } => self.pause(run_id).await,
            Command::Resume { run_id } => self.resume(run_id),
            Command::SetLearningRate {
                run_id,
                learning_rate,
            } => self.set_learning_rate(run_id, learning_rate),
            Command::Stop { run_id } => self.stop(run_id),
            Command::Predict {
                request_id,
                strokes,
            } => {
                let format = self.format();
                let trained = self.current.as_mut().filter(|current| current.trained);
                questions::predict(request_id, &strokes, trained, format).await
            }
            Command::ShowDigits {
                request_id,
                selection,
                max_digits,
            } => {
                let (opened, current) = (self.opened.as_ref(), self.current.as_ref());
                questions::show_digits(request_id, selection, max_digits, opened, current)
            }
            Command::ShowFirstLayer {
                request_id,
                first_unit,
                max_units,
            } => {
                let current = self.current.as_ref();
                questions::show_first_layer(request_id, first_unit, max_units, current).await
            }
            Command::Measure {
                request_id,
                device,
                architecture,
                batch_size,
                n_warmup_steps,
                n_steps,
            } => {
                let task = Task {
                    architecture,
                    batch_size,
                    n_warmup_steps,
                    n_steps,
                };
                self.measure(request_id, device, &task).await
            }
            Command::SaveModel { request_id } => {
                questions::save_model(request_id, self.trained()).await
            }
            Command::LoadModel {
                request_id,
                checkpoint,
            } => self.load_model(request_id, &checkpoint.unwrap_or_default()),
        }
    }

    /// Opens device and data; meanwhile answers what needs neither, and defers the rest. The last
    /// run's network stays, and goes on to answer predictions.
    async fn open(&mut self, device: DevicePreference, data: Wanted) -> Result<()> {
        if self.is_running() {
            return Err(Error::Untimely {
                command: "Opening another device",
                reason: "a run is going on",
            });
        }
        self.opened = None;
        if let Some(current) = &mut self.current {
            current.has_data = false;
            current.testing = None;
        }
        let has_network = self.trained().is_some();
        let format = ImageFormat::MNIST;
        let network_on_gpu = self.uses_gpu();
        let mut gpu = std::mem::take(&mut self.gpu);
        let opened = {
            let mut opening = pin!(open(device, data, &mut gpu, network_on_gpu));
            poll_fn(|context| {
                while let Poll::Ready(Some(command)) = self.inbox.poll(context) {
                    let later = questions::answer_without_device(command, has_network, format);
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

    /// Answers [`Command::Measure`].
    async fn measure(&mut self, request_id: u32, kind: DeviceKind, task: &Task) -> Result<()> {
        let untimely = |reason| Error::Untimely {
            command: "Measuring",
            reason,
        };
        if self.is_running() {
            return Err(untimely("a run is going on"));
        }
        let opened = self.opened.as_ref();
        let opened = opened.ok_or_else(|| untimely("device and data are not there yet"))?;
        let measured = measure_on(kind, task, opened, &mut self.gpu).await?;
        post(&Event::Measured {
            request_id,
            device: kind,
            n_steps: task.n_steps,
            seconds: measured.seconds,
            loss: measured.loss,
        });
        Ok(())
    }

    /// Answers [`Command::LoadModel`]; the network is tested bit by bit, between other commands.
    fn load_model(&mut self, request_id: u32, bytes: &[u8]) -> Result<()> {
        let untimely = |reason| Error::Untimely {
            command: "Load model",
            reason,
        };
        if self.is_running() {
            return Err(untimely("a run is going on"));
        }
        let opened = self.opened.as_ref();
        let opened = opened.ok_or_else(|| untimely("device and data are not there yet"))?;
        // A network that is refused leaves the one that is there in place.
        let loaded = Current::loaded(opened, request_id, bytes)?;
        logger::check_device(loaded.kind)?;
        self.current = Some(loaded);
        post(&Event::ModelLoaded { request_id });
        Ok(())
    }

    async fn train(
        &mut self,
        run_id: u32,
        config: RunConfig,
        rate_changes: Vec<RateChange>,
        checkpoint: Option<Vec<u8>>,
    ) -> Result<()> {
        let untimely = |reason| Error::Untimely {
            command: "Train",
            reason,
        };
        if self.is_running() {
            return Err(untimely("a run is going on"));
        }
        let opened = self.opened.as_mut();
        let opened = opened.ok_or_else(|| untimely("device and data are not there yet"))?;
        let tested = opened.test_for(&config).await;
        let begin = || Current::begin(opened, run_id, config, rate_changes, checkpoint);
        let begun = tested.and_then(|()| begin());
        match begun {
            // A refused run leaves the last one's network in place.
            Err(error) => {
                let scope = self.scope_of(&error, FailureScope::Run);
                post_failure(Some(run_id), scope, &error);
            }
            Ok(mut current) => {
                let (run, n_train) = (&current.run, opened.data.train.len() as u32);
                post(&Event::RunStarted {
                    run_id,
                    config: run.config().clone(),
                    steps_per_epoch: n_train.div_ceil(run.config().batch_size),
                    n_train,
                    epochs_done: run.epochs_done(),
                    steps_done: run.under_way().map_or(0, |epoch| epoch.steps_done),
                    rate_changes: run.rate_changes().to_vec(),
                });
                // What an earlier use of the device left unsaid is not this run's fault.
                logger::take_error();
                let kept = current.keep_first_weights().await;
                self.current = Some(current);
                if let Err(error) = kept {
                    self.fail(run_id, &error);
                }
            }
        }
        Ok(())
    }

    /// Ends the run under way because of an error.
    fn fail(&mut self, run_id: u32, error: &Error) {
        if let Some(current) = &mut self.current {
            current.phase = Phase::Ended;
        }
        let scope = self.scope_of(error, FailureScope::Run);
        post_failure(Some(run_id), scope, error);
    }

    async fn pause(&mut self, run_id: u32) -> Result<()> {
        self.turn("Pause", run_id, Phase::Paused, Event::Paused { run_id })?;
        let held = self.current.as_ref();
        let held = held.filter(|current| current.phase == Phase::Paused);
        if let Some(held) = held
            && let Err(error) = held.tell_checkpoint().await
        {
            self.fail(run_id, &error);
        }
        Ok(())
    }

    fn resume(&mut self, run_id: u32) -> Result<()> {
        self.turn("Resume", run_id, Phase::Training, Event::Resumed { run_id })
    }

    /// A rate for a run that has just ended by itself changes nothing.
    fn set_learning_rate(&mut self, run_id: u32, learning_rate: f64) -> Result<()> {
        let current = self.run_of("A new learning rate", run_id)?;
        if current.phase != Phase::Ended {
            let change = current.run.set_learning_rate(learning_rate)?;
            post(&Event::RateChanged { run_id, change });
        }
        Ok(())
    }

    fn stop(&mut self, run_id: u32) -> Result<()> {
        let outcome = Outcome::Stopped;
        let ended = Event::RunEnded {
            run_id,
            outcome,
            restored_epoch: None,
        };
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
        let current = self.run_of(command, run_id)?;
        if current.phase != Phase::Ended {
            current.phase = phase;
            post(&said);
        }
        Ok(())
    }

    fn run_of(&mut self, command: &'static str, run_id: u32) -> Result<&mut Current> {
        let current = self.current.as_mut();
        let current = current.filter(|current| current.run_id == run_id);
        current.ok_or(Error::Untimely {
            command,
            reason: "no such run is going on",
        })
    }

    /// What the images of the data are; MNIST's before there is any.
    fn format(&self) -> ImageFormat {
        let opened = self.opened.as_ref();
        opened.map_or(ImageFormat::MNIST, |opened| opened.data.train.format())
    }

    /// The run whose network has learned something.
    fn trained(&self) -> Option<&Current> {
        self.current.as_ref().filter(|current| current.trained)
    }

    /// Does the next bit of the run and tells the page.
    async fn advance(&mut self) {
        let (Some(opened), Some(current)) = (&self.opened, &mut self.current) else {
            return;
        };
        let run_id = current.run_id;
        if let Some(testing) = current.testing.take() {
            if let Err(error) = current.test(testing, opened).await {
                post_failure(None, self.scope_of(&error, FailureScope::Command), &error);
            }
            return;
        }
        let advanced = current.advance(opened).await;
        if let Err(error) = advanced {
            self.fail(run_id, &error);
        }
    }
}

/// The run that a command is about.
fn run_of(command: &Command) -> Option<u32> {
    match command {
        Command::Train { run_id, .. }
        | Command::Pause { run_id }
        | Command::Resume { run_id }
        | Command::SetLearningRate { run_id, .. }
        | Command::Stop { run_id } => Some(*run_id),
        Command::Open { .. }
        | Command::Summarize { .. }
        | Command::Predict { .. }
        | Command::ShowDigits { .. }
        | Command::ShowFirstLayer { .. }
        | Command::Measure { .. }
        | Command::SaveModel { .. }
        | Command::LoadModel { .. } => None,
    }
}
