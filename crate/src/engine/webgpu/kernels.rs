//! The kernels: WGSL put together from `shaders/`, and how Burn's runtime launches them.

use burn::cubecl::prelude::{CubeCount, KernelId};
use burn::cubecl::server::KernelArguments;
use burn_wgpu::{CubeDim, KernelSource, SourceKernel, SourceTemplate};

use super::buffer::Buffer;
use crate::model::config::{BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM};
use crate::protocol::{Activation, OptimizerKind};
use crate::train::optimizer::{BETA_1, BETA_2, EPSILON, MOMENTUM, RHO};
use crate::train::run::MAX_STEPS_PER_READ;

/// Expands to the text of a file in `shaders/`.
macro_rules! shader {
    ($name:literal) => {
        include_str!(concat!("shaders/", $name, ".wgsl"))
    };
}

/// What is computed; each is one pipeline for each activation or optimizer that it is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kernel {
    /// Pixels of the images that the order names.
    GatherByOrder,
    /// Pixels of images that follow each other.
    GatherByPlace,
    /// A dense layer's sums alone.
    Sums(Inputs),
    /// A hidden layer in training, without batch normalisation.
    Trained(Inputs, Activation),
    /// A hidden layer in inference mode, without batch normalisation.
    Inferred(Inputs, Activation),
    /// A hidden layer in inference mode, with batch normalisation.
    InferredNormalised(Inputs, Activation),
    /// Batch normalisation and dropout in training.
    BatchNorm(Activation),
    /// Loss, its gradient and the figures.
    Softmax,
    /// The gradient at the inputs, for the batch normalisation before.
    BackwardToBatchNorm,
    /// The gradient at the inputs, and through the activation before.
    BackwardToSums(Activation),
    /// Batch normalisation and activation on the way back, and the step of gamma and beta.
    BatchNormBackward(Activation, OptimizerKind),
    /// The step of a kernel and its bias.
    Change(Inputs, OptimizerKind),
}

/// What a dense layer's inputs are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inputs {
    /// Bytes of images.
    Pixels,
    /// Outputs of the layer before.
    Outputs,
}

/// Vectors of inputs whose weights one invocation of [`Kernel::Change`] changes.
pub const VECTORS_PER_CHANGE: usize = 2;
/// Invocations of a workgroup where each has a tile of numbers: vectors × row or input groups.
const TILE_GROUP: [u32; 2] = [8, 8];
/// Invocations of a workgroup that sums over rows: vectors × sharers of the rows.
const ROWS_GROUP: [u32; 2] = [4, 32];
/// Invocations of a workgroup that moves pixels: vectors × rows; 28 divides the 196 words of an
/// image of MNIST.
const PIXELS_GROUP: [u32; 2] = [28, 4];
/// Invocations of the one workgroup of the softmax.
const SOFTMAX_GROUP: [u32; 2] = [128, 1];

impl Kernel {
    /// Invocations of a workgroup.
    fn group(self) -> [u32; 2] {
        match self {
            Self::GatherByOrder | Self::GatherByPlace => PIXELS_GROUP,
            Self::BatchNorm(_) | Self::BatchNormBackward(..) => ROWS_GROUP,
            Self::Softmax => SOFTMAX_GROUP,
            Self::Sums(_)
            | Self::Trained(..)
            | Self::Inferred(..)
            | Self::InferredNormalised(..)
            | Self::BackwardToBatchNorm
            | Self::BackwardToSums(_)
            | Self::Change(..) => TILE_GROUP,
        }
    }

    /// The files that it is put together from.
    fn parts(self) -> Vec<&'static str> {
        let activated = |activation| vec![activation_shader(activation), shader!("mask")];
        let (mut parts, main) = match self {
            Self::GatherByOrder => (vec![shader!("image_by_order")], shader!("gather")),
            Self::GatherByPlace => (vec![shader!("image_by_place")], shader!("gather")),
            Self::Sums(of) => (vec![of.shader(), shader!("store_sums")], shader!("forward")),
            Self::Trained(of, activation) => (
                [
                    activated(activation),
                    vec![of.shader(), shader!("store_trained")],
                ]
                .concat(),
                shader!("forward"),
            ),
            Self::Inferred(of, activation) => (
                vec![
                    of.shader(),
                    activation_shader(activation),
                    shader!("store_inferred"),
                ],
                shader!("forward"),
            ),
            Self::InferredNormalised(of, activation) => (
                vec![
                    of.shader(),
                    activation_shader(activation),
                    shader!("store_inferred_normalised"),
                ],
                shader!("forward"),
            ),
            Self::BatchNorm(activation) => (
                [activated(activation), vec![shader!("total")]].concat(),
                shader!("batch_norm"),
            ),
            Self::Softmax => (Vec::new(), shader!("softmax")),
            Self::BackwardToBatchNorm => (vec![shader!("pass_to_batch_norm")], shader!("backward")),
            Self::BackwardToSums(activation) => (
                [activated(activation), vec![shader!("pass_to_sums")]].concat(),
                shader!("backward"),
            ),
            Self::BatchNormBackward(activation, optimizer) => (
                [
                    activated(activation),
                    vec![shader!("total"), optimizer_shader(optimizer)],
                ]
                .concat(),
                shader!("batch_norm_backward"),
            ),
            Self::Change(of, optimizer) => (
                vec![of.shader(), optimizer_shader(optimizer)],
                shader!("change"),
            ),
        };
        parts.insert(0, shader!("records"));
        parts.push(main);
        parts
    }

    /// The WGSL of this kernel.
    pub fn wgsl(self) -> String {
        let [x, y] = self.group();
        let mut source = format!("const GROUP_X: u32 = {x}u;\nconst GROUP_Y: u32 = {y}u;\n");
        source += &format!("const METRICS_STEPS: u32 = {MAX_STEPS_PER_READ}u;\n");
        for (name, value) in [
            ("BATCH_NORM_EPSILON", BATCH_NORM_EPSILON),
            ("BATCH_NORM_MOMENTUM", BATCH_NORM_MOMENTUM),
            ("BETA_1", BETA_1),
            ("BETA_2", BETA_2),
            ("EPSILON", EPSILON),
            ("MOMENTUM", MOMENTUM),
            ("RHO", RHO),
        ] {
            // Not f32: so that 1 − β is rounded once, as on the host.
            source += &format!("const {name} = {value:?};\n");
        }
        source + &self.parts().join("\n")
    }

    /// Launches it for `x` vectors and `y` rows, row groups or input groups; buffers are bound in
    /// their order.
    pub fn launch(self, x: usize, y: usize, buffers: &[&Buffer]) {
        let Some(first) = buffers.first() else {
            return;
        };
        let [group_x, group_y] = self.group();
        let groups = |n: usize, group: u32| (n as u32).div_ceil(group);
        let count = match self {
            Self::Softmax => CubeCount::Static(1, 1, 1),
            // One workgroup has all rows of its vectors.
            Self::BatchNorm(_) | Self::BatchNormBackward(..) => {
                CubeCount::Static(groups(x, group_x), 1, 1)
            }
            _ => CubeCount::Static(groups(x, group_x), groups(y, group_y), 1),
        };
        let kernel = SourceKernel::new(self, CubeDim::new_2d(group_x, group_y));
        let bindings = buffers.iter().map(|buffer| buffer.binding());
        let arguments = KernelArguments::new().with_buffers(bindings.collect());
        first
            .gpu()
            .client()
            .launch(Box::new(kernel), count, arguments);
    }
}

impl KernelSource for Kernel {
    fn source(&self) -> SourceTemplate {
        SourceTemplate::new(self.wgsl())
    }

    fn id(&self) -> KernelId {
        let [x, y] = self.group();
        let mut id = KernelId::new::<Self>().info(*self);
        id.cube_dim = CubeDim::new_2d(x, y).0;
        id
    }

    fn lang(&self) -> &'static str {
        "wgsl"
    }
}

impl Inputs {
    /// What the dense layer at `index` has.
    pub fn of_layer(index: usize) -> Self {
        if index == 0 {
            Self::Pixels
        } else {
            Self::Outputs
        }
    }

    fn shader(self) -> &'static str {
        match self {
            Self::Pixels => shader!("inputs_pixels"),
            Self::Outputs => shader!("inputs_outputs"),
        }
    }
}

fn activation_shader(activation: Activation) -> &'static str {
    match activation {
        Activation::Relu => shader!("relu"),
        Activation::Tanh => shader!("tanh"),
        Activation::Sigmoid => shader!("sigmoid"),
        Activation::Gelu => shader!("gelu"),
    }
}

fn optimizer_shader(optimizer: OptimizerKind) -> &'static str {
    match optimizer {
        OptimizerKind::Adam => shader!("adam"),
        OptimizerKind::Sgd => shader!("sgd"),
        OptimizerKind::Rmsprop => shader!("rmsprop"),
    }
}
