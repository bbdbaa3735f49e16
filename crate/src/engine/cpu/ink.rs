//! The first layer, of pixels that are mostly blank: only ink is multiplied.
//!
//! Four fifths of MNIST's pixels are 0. A blank pixel adds x·w = ±0 to a sum that begins at +0, and
//! no such sum is ever −0, so leaving the term out gives the same bits, for finite weights. Where a
//! weight is not finite the network has diverged, and the first inked pixel that meets it says so.

use super::grid::{Grid, LANES, Lane, TILE, Tile, WIDE, ZERO};
use super::parameter::Parameter;
use super::quad::{QUADS, Quad, load, store};

/// An inked pixel. In this order: engines spend a register less where the value comes first.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
struct Mark {
    /// 1/255..=1.
    value: f32,
    /// In an image's list, the pixel; in a pixel's list, the image's row in the batch.
    index: u32,
}

/// Pixels that are looked at together: most words are blank.
const WORD: usize = 8;

/// Sums of a tile, in registers.
type Sums = [[Quad; QUADS]; TILE];

/// What each byte of an image stands for: byte / 255.
static SHADES: [f32; 256] = shades();

const fn shades() -> [f32; 256] {
    let mut shades = [0.0; 256];
    let mut byte = 0;
    while byte < shades.len() {
        shades[byte] = byte as f32 / 255.0;
        byte += 1;
    }
    shades
}

/// The ink of a batch.
#[derive(Clone, Debug)]
pub(super) struct Ink {
    /// Of an image.
    n_pixels: usize,
    /// Room for more marks than there are: it only grows.
    by_image: Vec<Mark>,
    /// How many marks there are.
    n_marks: usize,
    /// Where each image's marks end.
    image_ends: Vec<usize>,
    by_pixel: Vec<Mark>,
    /// Where each pixel's marks end; one place more while they are sorted.
    pixel_ends: Vec<usize>,
    /// A tile of the gradient at the layer's sums, image by image.
    gradient: Vec<Tile>,
}

impl Ink {
    /// That of no image, for images of so many pixels.
    pub(super) fn new(n_pixels: usize) -> Self {
        Self {
            n_pixels,
            by_image: Vec::new(),
            n_marks: 0,
            image_ends: Vec::new(),
            by_pixel: Vec::new(),
            pixel_ends: Vec::new(),
            gradient: Vec::new(),
        }
    }

    /// Pixels of an image.
    pub(super) fn n_pixels(&self) -> usize {
        self.n_pixels
    }

    /// Begins a new batch.
    pub(super) fn clear(&mut self) {
        self.n_marks = 0;
        self.image_ends.clear();
    }

    /// Adds an image, a byte for each pixel.
    pub(super) fn push(&mut self, image: &[u8]) {
        let n_needed = self.n_marks + self.n_pixels;
        if self.by_image.len() < n_needed {
            self.by_image.resize(n_needed, Mark::default());
        }
        let (words, rest) = image.as_chunks::<WORD>();
        for (word, bytes) in words.iter().enumerate() {
            if u64::from_ne_bytes(*bytes) != 0 {
                self.push_word(word * WORD, bytes);
            }
        }
        if !rest.is_empty() {
            // Blank pixels fill the last word up, and blank pixels leave no mark.
            let mut last = [0; WORD];
            last[..rest.len()].copy_from_slice(rest);
            self.push_word(words.len() * WORD, &last);
        }
        self.image_ends.push(self.n_marks);
    }

    /// Adds the inked ones of eight pixels. Each is written, but only ink is counted: a branch on
    /// every pixel would often be mispredicted.
    #[inline]
    fn push_word(&mut self, first_pixel: usize, bytes: &[u8; WORD]) {
        for (index, byte) in bytes.iter().enumerate() {
            if let Some(mark) = self.by_image.get_mut(self.n_marks) {
                *mark = Mark {
                    index: (first_pixel + index) as u32,
                    value: SHADES[usize::from(*byte)],
                };
            }
            self.n_marks += usize::from(*byte != 0);
        }
    }

    /// Images in the batch.
    pub(super) fn n_images(&self) -> usize {
        self.image_ends.len()
    }

    /// y ← x · kernel + bias.
    pub(super) fn forward(&self, kernel: &Parameter, bias: &[Lane], y: &mut Grid) {
        let (rows, _) = kernel.values.as_chunks();
        for (tile, rows) in rows.chunks_exact(self.n_pixels).enumerate() {
            // Lanes beyond the last unit's have no bias, and are never read.
            let bias: Sums = std::array::from_fn(|lane| {
                bias.get(tile * TILE + lane).map(load).unwrap_or_default()
            });
            let images = lists(&self.by_image, &self.image_ends);
            for (image, marks) in images.enumerate() {
                let sums = weighted_sum(marks, rows);
                let first = image / LANES * y.stride + tile * TILE;
                let blocks = y.blocks[first..][..TILE].iter_mut();
                for (block, (sums, bias)) in blocks.zip(sums.iter().zip(&bias)) {
                    block[image % LANES] = store([sums[0].plus(bias[0]), sums[1].plus(bias[1])]);
                }
            }
        }
    }

    /// The kernel's gradient xᵀ · dy, with which each of its tiles' rows is changed as soon as it
    /// is known.
    pub(super) fn change(&mut self, kernel: &mut Parameter, dy: &Grid, rate: f32) {
        self.list_by_pixel();
        for tile in 0..kernel.shape()[1].div_ceil(WIDE) {
            self.gradient.clear();
            self.gradient
                .extend((0..self.n_images()).map(|image| -> Tile {
                    let first = image / LANES * dy.stride + tile * TILE;
                    std::array::from_fn(|lane| dy.blocks[first + lane][image % LANES])
                }));
            let mut gradient = [ZERO; TILE];
            let pixels = lists(&self.by_pixel, &self.pixel_ends);
            for (pixel, marks) in pixels.enumerate() {
                let sums = weighted_sum(marks, &self.gradient);
                for (gradient, sums) in gradient.iter_mut().zip(sums) {
                    *gradient = store(sums);
                }
                kernel.change((tile * self.n_pixels + pixel) * TILE, &gradient, rate);
            }
        }
    }

    /// Sorts the marks by pixel; those of one pixel stay in the order of the images.
    fn list_by_pixel(&mut self) {
        // Where the next mark of each pixel goes; at first, how many the pixel before has.
        let next = &mut self.pixel_ends;
        next.clear();
        next.resize(self.n_pixels + 1, 0);
        for mark in &self.by_image[..self.n_marks] {
            next[mark.index as usize + 1] += 1;
        }
        for pixel in 0..self.n_pixels {
            next[pixel + 1] += next[pixel];
        }
        self.by_pixel.resize(self.n_marks, Mark::default());
        for (image, marks) in lists(&self.by_image, &self.image_ends).enumerate() {
            for mark in marks {
                let place = &mut next[mark.index as usize];
                self.by_pixel[*place] = Mark {
                    index: image as u32,
                    value: mark.value,
                };
                *place += 1;
            }
        }
        // Each pixel's place is now where its marks end.
        next.truncate(self.n_pixels);
    }
}

/// The lists that `marks` holds one after the other.
fn lists<'a>(marks: &'a [Mark], ends: &'a [usize]) -> impl Iterator<Item = &'a [Mark]> {
    let mut start = 0;
    ends.iter().map(move |end| {
        let list = &marks[start..*end];
        start = *end;
        list
    })
}

/// The sum of the rows that are marked, each times its mark's value.
#[inline(always)]
fn weighted_sum(marks: &[Mark], rows: &[Tile]) -> Sums {
    let mut sums = Sums::default();
    for mark in marks {
        let value = Quad::splat(mark.value);
        for (sums, lane) in sums.iter_mut().zip(&rows[mark.index as usize]) {
            for (sum, quad) in sums.iter_mut().zip(load(lane)) {
                *sum = sum.plus_product(value, quad);
            }
        }
    }
    sums
}
