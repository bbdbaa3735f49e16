//! Training: the workspaces of a batch, and a step recorded once and replayed.

use burn::cubecl::client::Graph;

use super::buffer::{Buffer, Gpu};
use super::images::{Images, batch_words};
use super::kernels::{Inputs, Kernel, VECTORS_PER_CHANGE};
use super::matrix::{VECTOR, padded};
use super::network::{Layer, Network};
use crate::error::{Result, device_failed};
use crate::train::figures::StepFigures;
use crate::train::plan::EpochPlan;
use crate::train::run::MAX_STEPS_PER_READ;

/// Steps that are recorded together, the most first: each replay is a submission of its own.
const STEPS_PER_GRAPH: [usize; 2] = [8, 1];

/// All that the steps of an epoch use beside the network.
#[derive(Debug)]
pub struct Training {
    batch_size: usize,
    n_steps: usize,
    steps: Buffer,
    order: Buffer,
    images: Images,
    metrics: Buffer,
    /// `[rows, 784]` bytes, and which words have anything in them.
    pixels: Buffer,
    /// Of each layer, first to last; the last one's sums are the logits, and then their gradient.
    workspaces: Vec<Workspace>,
    /// The dispatches of some steps, and how many steps: the most first.
    graphs: Vec<(usize, Graph)>,
}

/// What is computed of a layer.
#[derive(Debug)]
struct Workspace {
    /// `[rows, units]`, before the activation.
    sums: Buffer,
    hidden: Option<HiddenWorkspace>,
}

/// What is computed of a hidden layer beside its sums.
#[derive(Debug)]
struct HiddenWorkspace {
    /// `[rows, units]`, what the next layer gets.
    outputs: Buffer,
    /// `[rows, units]`, the gradient on its way back.
    gradient: Buffer,
    /// Mean and inverse deviation of the batch, where there is batch normalisation.
    statistics: Option<Buffer>,
}

impl Training {
    /// Reserves workspaces, and records a step.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`] if the step cannot be recorded.
    pub fn new(
        network: &Network,
        images: &Images,
        plan: &EpochPlan,
        records: &[u32],
        gpu: &Gpu,
    ) -> Result<Self> {
        let rows = padded(plan.batch_size.min(plan.order.len()));
        let last = network.layers.len() - 1;
        let layers = network.layers.iter().enumerate();
        let workspaces =
            layers.map(|(index, layer)| Workspace::new(layer, rows, index < last, gpu));
        let mut training = Self {
            batch_size: plan.batch_size,
            n_steps: plan.n_steps(),
            steps: gpu.words(records),
            order: gpu.words(&plan.order),
            images: images.clone(),
            metrics: gpu.floats(&[0.0; 2 * MAX_STEPS_PER_READ]),
            pixels: gpu.reserved(batch_words(rows, network.n_inputs())),
            workspaces: workspaces.collect(),
            graphs: Vec::new(),
        };
        for n_steps in STEPS_PER_GRAPH {
            let graph = training.recorded(network, n_steps)?;
            training.graphs.push((n_steps, graph));
        }
        Ok(training)
    }

    /// Whether it is for such an epoch of these images.
    pub fn fits(&self, plan: &EpochPlan, images: &Images) -> bool {
        let same_size = self.batch_size == plan.batch_size && self.n_steps == plan.n_steps();
        same_size && self.images.is_same(images)
    }

    /// What the last step computed of a dense layer, `[rows, units]` each: its sums, or of the last one
    /// their gradient, and its outputs.
    pub fn outputs(&self, layer: usize) -> Vec<&Buffer> {
        let workspace = self.workspaces.get(layer);
        let hidden = workspace.and_then(|workspace| workspace.hidden.as_ref());
        let sums = workspace.map(|workspace| &workspace.sums);
        let outputs = hidden.map(|hidden| &hidden.outputs);
        sums.into_iter().chain(outputs).collect()
    }

    /// Begins an epoch.
    pub fn begin(&self, order: &[u32], records: &[u32]) {
        self.order.write(order);
        self.steps.write(records);
    }

    /// Trains steps from `first_step` on, which have `sizes` images, and reads their figures.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`].
    pub async fn train(&self, first_step: usize, sizes: &[usize]) -> Result<Vec<StepFigures>> {
        let mut left = sizes.len();
        for (n_steps, graph) in &self.graphs {
            while left >= *n_steps {
                replay(graph)?;
                left -= n_steps;
            }
        }
        let metrics = self.metrics.gpu().read(vec![&self.metrics]).await?;
        let metrics = metrics.first().map_or(&[][..], Vec::as_slice);
        let steps = sizes.iter().enumerate();
        let figures = steps.map(|(index, n_images)| {
            let place = 2 * ((first_step + index) % MAX_STEPS_PER_READ);
            StepFigures {
                loss_sum: metrics.get(place).copied().map_or(f64::NAN, f64::from),
                n_correct: metrics.get(place + 1).copied().map_or(f64::NAN, f64::from),
                n_images: *n_images,
            }
        });
        Ok(figures.collect())
    }

    fn recorded(&self, network: &Network, n_steps: usize) -> Result<Graph> {
        let client = self.steps.gpu().client();
        client.graph_prepare().map_err(device_failed)?;
        client.start_capture().map_err(device_failed)?;
        for _ in 0..n_steps {
            self.launch_forward(network);
            self.launch_backward(network);
        }
        client.stop_capture().map_err(device_failed)
    }

    fn launch_forward(&self, network: &Network) {
        let (steps, activation) = (&self.steps, network.activation);
        let row_groups = self.batch_size.div_ceil(VECTOR);
        let first = &network.layers[0];
        let told = &first.told;
        let gathered = [steps, told, &self.images.pixels, &self.pixels, &self.order];
        let vectors = padded(first.inputs) / VECTOR;
        Kernel::GatherByOrder.launch(vectors, row_groups, &gathered);
        let mut inputs = &self.pixels;
        for (index, (layer, workspace)) in network.layers.iter().zip(&self.workspaces).enumerate() {
            let of = Inputs::of_layer(index);
            let Workspace { sums, hidden } = workspace;
            let vectors = padded(layer.units) / VECTOR;
            let told = &layer.told;
            let mut bound = vec![steps, told, inputs, &layer.dense.values, sums];
            match (hidden, &layer.batch_norm) {
                (Some(hidden), None) => {
                    bound.push(&hidden.outputs);
                    Kernel::Trained(of, activation).launch(vectors, row_groups, &bound);
                }
                _ => Kernel::Sums(of).launch(vectors, row_groups, &bound),
            }
            let Some(hidden) = hidden else { continue };
            if let (Some(norm), Some(statistics)) = (&layer.batch_norm, &hidden.statistics) {
                let (parameters, moving) = (&norm.parameters.values, &norm.moving);
                let bound = [
                    steps,
                    told,
                    sums,
                    &hidden.outputs,
                    parameters,
                    moving,
                    statistics,
                ];
                Kernel::BatchNorm(activation).launch(vectors, 1, &bound);
            }
            inputs = &hidden.outputs;
        }
        if let (Some(layer), Some(workspace)) = (network.layers.last(), self.workspaces.last()) {
            let labels = &self.images.labels;
            let (sums, metrics) = (&workspace.sums, &self.metrics);
            let bound = [steps, &layer.told, &self.order, labels, sums, metrics];
            Kernel::Softmax.launch(1, 1, &bound);
        }
    }

    /// A layer passes the gradient on before its kernel changes.
    fn launch_backward(&self, network: &Network) {
        let (steps, activation) = (&self.steps, network.activation);
        let optimizer = network.optimizer;
        let row_groups = self.batch_size.div_ceil(VECTOR);
        for (index, layer) in network.layers.iter().enumerate().rev() {
            let told = &layer.told;
            let workspace = &self.workspaces[index];
            let gradient = match (&workspace.hidden, &layer.batch_norm) {
                (None, _) => &workspace.sums,
                (Some(hidden), None) => &hidden.gradient,
                (Some(hidden), Some(norm)) => {
                    if let Some(statistics) = &hidden.statistics {
                        let parameters = &norm.parameters;
                        let (gradient, values) = (&hidden.gradient, &parameters.values);
                        let sums = &workspace.sums;
                        let mut bound = vec![steps, told, gradient, sums, statistics, values];
                        bound.extend(&parameters.moments);
                        let vectors = padded(layer.units) / VECTOR;
                        Kernel::BatchNormBackward(activation, optimizer).launch(vectors, 1, &bound);
                    }
                    &hidden.gradient
                }
            };
            let before = index.checked_sub(1).map(|index| &self.workspaces[index]);
            if let Some(Workspace {
                sums,
                hidden: Some(hidden),
            }) = before
            {
                let values = &layer.dense.values;
                let mut bound = vec![steps, told, gradient, values, &hidden.gradient];
                let kernel = match hidden.statistics {
                    Some(_) => Kernel::BackwardToBatchNorm,
                    None => {
                        bound.push(sums);
                        Kernel::BackwardToSums(activation)
                    }
                };
                kernel.launch(padded(layer.inputs) / VECTOR, row_groups, &bound);
            }
            let hidden = before.and_then(|before| before.hidden.as_ref());
            let inputs = hidden.map_or(&self.pixels, |hidden| &hidden.outputs);
            let mut bound = vec![steps, told, inputs, gradient, &layer.dense.values];
            bound.extend(&layer.dense.moments);
            let units = layer.units.div_ceil(VECTORS_PER_CHANGE * VECTOR);
            let input_groups = layer.inputs.div_ceil(VECTORS_PER_CHANGE * VECTOR);
            Kernel::Change(Inputs::of_layer(index), optimizer).launch(
                units,
                input_groups + 1,
                &bound,
            );
        }
    }
}

/// Asks for the steps of a graph.
fn replay(graph: &Graph) -> Result<()> {
    #[allow(unsafe_code)]
    // SAFETY: the buffers that the graph binds live in the `Training` that has it and in the network
    // beside that, which outlives it; the module has one thread and one stream.
    unsafe { graph.replay() }.map_err(device_failed)
}

impl Workspace {
    fn new(layer: &Layer, rows: usize, is_hidden: bool, gpu: &Gpu) -> Self {
        let matrix = || gpu.reserved(rows * padded(layer.units));
        let statistics = || gpu.reserved(2 * padded(layer.units));
        Self {
            sums: matrix(),
            hidden: is_hidden.then(|| HiddenWorkspace {
                outputs: matrix(),
                gradient: matrix(),
                statistics: layer.batch_norm.as_ref().map(|_| statistics()),
            }),
        }
    }
}
