//! Strokes to images: a round antialiased pen, and the size normalisation that MNIST's makers used.

use super::{ImageFormat, SIDE};

/// Columns and rows of an image.
pub type Size = [usize; 2];

/// The size of MNIST's images, and of generated ones.
pub const MNIST_SIZE: Size = [SIDE; 2];

/// A round pen, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Distance from the stroke's middle at which the ink has half its strength; above 0.
    pub radius: f32,
    /// Half the width of the band in which ink fades into background; above 0. 0.5 is plain
    /// antialiasing of a sharp edge, more is blur.
    pub softness: f32,
}

impl Pen {
    /// Distance from the stroke's middle beyond which there is no ink, in pixels.
    pub fn reach(self) -> f32 {
        self.radius + self.softness
    }
}

/// The pen with which [`normalize`] draws images of MNIST's size: MNIST's average stroke.
///
/// Measured on MNIST's test images, and on drawings made by tracing the middle line of each of
/// them and passing that through [`normalize`] (means per image):
///
/// | | MNIST | drawn again |
/// |---|---|---|
/// | ink, in full pixels (sum of bytes / 255) | 103.9 | 99.3 |
/// | pixels with any ink | 151.1 | 145.5 |
/// | pixels of full ink (250 and more) | 59.4 | 56.6 |
/// | width of the strokes, pixels | 2.4 | 2.7 |
/// | accuracy of a 784-600-100-10 network trained on MNIST | 0.980 | 0.966 |
///
/// A thinner pen would meet the width and miss the ink: people's strokes are uneven.
pub const MNIST_PEN: Pen = Pen {
    radius: 1.3,
    softness: 0.6,
};

/// Side of the box, in pixels, that MNIST's digits fill with their longer side.
///
/// Source: LeCun, Cortes, Burges, <http://yann.lecun.com/exdb/mnist/>: "size normalized to fit in
/// a 20x20 pixel box while preserving their aspect ratio".
pub const BOX_SIDE: f32 = 20.0;

/// Draws strokes, given as points in pixels from the image's top left corner, with a round pen.
///
/// The image is row-major, 0 = background, 255 = ink.
///
/// A stroke of one point is a dot, an empty one is nothing. Ink outside the image is cut off;
/// overlapping strokes do not add up. Only pixels near each segment are visited.
pub fn draw(strokes: &[Vec<[f32; 2]>], pen: Pen, size: Size) -> Vec<u8> {
    let mut squared_distances = vec![f32::MAX; size[0] * size[1]];
    for stroke in strokes {
        if let [point] = stroke[..] {
            stamp_segment(&mut squared_distances, size, [point, point], pen.reach());
        }
        for ends in stroke.windows(2) {
            let ends = [ends[0], ends[1]];
            stamp_segment(&mut squared_distances, size, ends, pen.reach());
        }
    }
    let ink = squared_distances.iter().map(|squared| {
        let coverage = (pen.reach() - squared.sqrt()) / (2.0 * pen.softness);
        (coverage.clamp(0.0, 1.0) * 255.0 + 0.5) as u8
    });
    ink.collect()
}

/// Lowers the squared distances of the pixels that one segment may ink.
fn stamp_segment(
    squared_distances: &mut [f32],
    [columns, rows]: Size,
    [from, to]: [[f32; 2]; 2],
    reach: f32,
) {
    let along = [to[0] - from[0], to[1] - from[1]];
    let squared_length = along[0] * along[0] + along[1] * along[1];
    let inverse = if squared_length > 0.0 {
        1.0 / squared_length
    } else {
        0.0
    };
    for row in pixels_within(from[1], to[1], reach, rows) {
        let y = row as f32 + 0.5 - from[1];
        for column in pixels_within(from[0], to[0], reach, columns) {
            let x = column as f32 + 0.5 - from[0];
            let share = ((x * along[0] + y * along[1]) * inverse).clamp(0.0, 1.0);
            let (aside, below) = (x - share * along[0], y - share * along[1]);
            let squared = aside * aside + below * below;
            let nearest = &mut squared_distances[row * columns + column];
            if squared < *nearest {
                *nearest = squared;
            }
        }
    }
}

/// Rows (or columns) whose middles lie within `reach` of the interval between two coordinates.
fn pixels_within(one: f32, other: f32, reach: f32, side: usize) -> std::ops::Range<usize> {
    // The casts saturate, so that far-away and non-finite coordinates stay inside the image.
    let first = (one.min(other) - reach).max(0.0) as usize;
    let end = (one.max(other) + reach + 1.0).clamp(0.0, side as f32) as usize;
    first.min(end)..end
}

/// Scales strokes so that their ink, pen included, just fits a box of so many columns and rows of
/// pixels, aspect ratio kept, and puts the box's middle in the image's middle.
///
/// Strokes without extent (a dot, or points that differ by rounding only) are moved, not scaled.
/// Returns `None` if there is no point at all, or if a coordinate is not finite.
pub fn fit_to_box(
    strokes: &[Vec<[f32; 2]>],
    pen: Pen,
    box_sides: [f32; 2],
    size: Size,
) -> Option<Vec<Vec<[f32; 2]>>> {
    // In f64, since the extent of finite f32 coordinates may exceed f32.
    let [x, y] = [extent_along(strokes, 0)?, extent_along(strokes, 1)?];
    let extent = (x.high - x.low).max(y.high - y.low);
    let magnitude = [x.low, x.high, y.low, y.high]
        .into_iter()
        .fold(0.0, |most: f64, value| most.max(value.abs()));
    let scale = if extent > magnitude * NO_EXTENT {
        let fitting = |side: f32, extent: &Extent| {
            f64::from((side - 2.0 * pen.reach()).max(0.0)) / (extent.high - extent.low)
        };
        fitting(box_sides[0], &x).min(fitting(box_sides[1], &y))
    } else {
        0.0
    };
    let place = |value: f32, extent: &Extent, side: usize| {
        let from_middle = f64::from(value) - 0.5 * (extent.low + extent.high);
        (from_middle * scale + 0.5 * side as f64) as f32
    };
    let place_stroke = |stroke: &Vec<[f32; 2]>| {
        let points = stroke.iter();
        points
            .map(|point| [place(point[0], &x, size[0]), place(point[1], &y, size[1])])
            .collect()
    };
    Some(strokes.iter().map(place_stroke).collect())
}

/// Extent, as a share of the largest coordinate, below which f32 coordinates hold only rounding.
const NO_EXTENT: f64 = 1e-6;

/// The smallest and the largest coordinate along one axis.
struct Extent {
    low: f64,
    high: f64,
}

/// `None` if there is no point, or one that is not finite.
fn extent_along(strokes: &[Vec<[f32; 2]>], axis: usize) -> Option<Extent> {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for point in strokes.iter().flatten() {
        let value = f64::from(point[axis]);
        if !value.is_finite() {
            return None;
        }
        low = low.min(value);
        high = high.max(value);
    }
    (low <= high).then_some(Extent { low, high })
}

/// Moves an image by whole pixels so that its centre of mass lies in the pixel in the middle (of
/// 28×28 that of row 14, column 14, counted from 0), or as near to it as no ink falls off the edge.
///
/// Measured: in all 60000 MNIST training images the centre of mass lies in that pixel, spread
/// evenly over it, 14.5 pixels from the edges on average.
pub fn center_by_mass(image: &[u8], size: Size) -> Vec<u8> {
    let mut mass = 0_u32;
    let mut moments = [0_u32; 2];
    let (mut low, mut high) = (size, [0; 2]);
    for (index, &ink) in image.iter().enumerate().filter(|(_, ink)| **ink > 0) {
        mass += u32::from(ink);
        for (axis, position) in [index % size[0], index / size[0]].into_iter().enumerate() {
            // Twice the distance of the pixel's middle from the edge, to stay with integers.
            moments[axis] += u32::from(ink) * (2 * position as u32 + 1);
            low[axis] = low[axis].min(position);
            high[axis] = high[axis].max(position);
        }
    }
    if mass == 0 {
        return image.to_vec();
    }
    let shift = [0, 1].map(|axis| {
        let pixel_of_mass = (moments[axis] / (2 * mass)) as isize;
        let room = -(low[axis] as isize)..=(size[axis] - 1 - high[axis]) as isize;
        (size[axis] as isize / 2 - pixel_of_mass).clamp(*room.start(), *room.end())
    });
    shifted(image, size, shift)
}

/// Moves an image by whole pixels, to the right and down; what leaves the image is lost.
pub fn shifted(image: &[u8], [columns, rows]: Size, [right, down]: [isize; 2]) -> Vec<u8> {
    let inside = |position: usize, by: isize, side: usize| {
        let moved = position as isize + by;
        (0..side as isize)
            .contains(&moved)
            .then_some(moved as usize)
    };
    let mut moved = vec![0; image.len()];
    for (index, &ink) in image.iter().enumerate() {
        let column = inside(index % columns, right, columns);
        let row = inside(index / columns, down, rows);
        if let (Some(column), Some(row)) = (column, row) {
            moved[row * columns + column] = ink;
        }
    }
    moved
}

/// Turns a drawing in any units into an image as MNIST's makers would have made it.
///
/// The strokes, x to the right and y down, are scaled to [`BOX_SIDE`], drawn with [`MNIST_PEN`]
/// and moved by [`center_by_mass`]. As it is the geometry that is scaled, a small drawing and a
/// large one have the same stroke width; a dot stays a dot. For images of another size box and pen
/// are in proportion, but the pen is never so thin that ink falls between pixels.
///
/// Returns `None` if there is no point at all, or if a coordinate is not finite.
pub fn normalize(strokes: &[Vec<[f32; 2]>], format: ImageFormat) -> Option<Vec<u8>> {
    let size = [format.columns as usize, format.rows as usize];
    let scale = size.map(|side| side as f32 / SIDE as f32);
    let pen_scale = scale[0].min(scale[1]);
    let pen = Pen {
        radius: (MNIST_PEN.radius * pen_scale).max(LEAST_PEN),
        softness: (MNIST_PEN.softness * pen_scale).max(LEAST_PEN),
    };
    let placed = fit_to_box(strokes, pen, scale.map(|scale| BOX_SIDE * scale), size)?;
    Some(center_by_mass(&draw(&placed, pen, size), size))
}

/// Radius and softness of a pen at least, in pixels: wherever it is, a pixel's middle is in reach.
const LEAST_PEN: f32 = 0.5;
