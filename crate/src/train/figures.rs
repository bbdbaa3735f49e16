//! What training and evaluation measure: the figures of a step, and their sums.

/// Loss and accuracy of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepFigures {
    /// Sum of the images' cross-entropies in nats.
    pub loss_sum: f64,
    /// How many images were classified as labelled.
    pub n_correct: f64,
    /// How many images there were.
    pub n_images: usize,
}

/// Sums of loss and accuracy, in f64 on the host.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    loss_sum: f64,
    n_correct: f64,
    n_images: usize,
}

impl Figures {
    /// Adds a step's figures.
    pub fn add(&mut self, step: &StepFigures) {
        self.loss_sum += step.loss_sum;
        self.n_correct += step.n_correct;
        self.n_images += step.n_images;
    }

    /// The same sums, as they were read from a file.
    pub(super) fn from_sums(loss_sum: f64, n_correct: f64, n_images: usize) -> Self {
        Self {
            loss_sum,
            n_correct,
            n_images,
        }
    }

    /// Sum of the cross-entropies in nats.
    pub(super) fn loss_sum(&self) -> f64 {
        self.loss_sum
    }

    /// How many images were classified as labelled.
    pub(super) fn n_correct(&self) -> f64 {
        self.n_correct
    }

    /// Mean cross-entropy in nats; NaN before the first image.
    pub fn loss(&self) -> f64 {
        self.loss_sum / self.n_images as f64
    }

    /// 0..1; NaN before the first image.
    pub fn accuracy(&self) -> f64 {
        self.n_correct / self.n_images as f64
    }

    /// Images so far.
    pub fn n_images(&self) -> usize {
        self.n_images
    }
}
