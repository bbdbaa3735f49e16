//! What kind of images a network reads: their size, and how many classes there are.

pub use crate::protocol::ImageFormat;

/// Rows, and columns, of an image at most.
pub const MAX_SIDE: u32 = 64;
/// Classes at least: with one there is nothing to learn.
pub const MIN_CLASSES: u32 = 2;
/// Classes at most: a confusion matrix of more could not be read.
pub const MAX_CLASSES: u32 = 100;

impl ImageFormat {
    /// MNIST's, and the generated digits': 28×28 pixels, the digits 0 to 9.
    pub const MNIST: Self = Self {
        rows: 28,
        columns: 28,
        classes: 10,
    };

    /// Pixels of an image.
    pub const fn n_pixels(self) -> usize {
        self.rows as usize * self.columns as usize
    }

    /// Classes, as a length.
    pub const fn n_classes(self) -> usize {
        self.classes as usize
    }

    /// Whether networks can read such images: 1×1 to 64×64 pixels, 2 to 100 classes.
    pub fn is_possible(self) -> bool {
        is_possible_size(self.rows, self.columns)
            && (MIN_CLASSES..=MAX_CLASSES).contains(&self.classes)
    }
}

impl std::fmt::Display for ImageFormat {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        let (rows, columns, classes) = (self.rows, self.columns, self.classes);
        write!(formatter, "{rows}×{columns} pixels and {classes} classes")
    }
}

/// Whether images may be of this size: 1×1 to 64×64 pixels.
pub fn is_possible_size(rows: u32, columns: u32) -> bool {
    let possible = 1..=MAX_SIDE;
    possible.contains(&rows) && possible.contains(&columns)
}
