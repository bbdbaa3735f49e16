//! Images of any format, made of a hash: noise, and a pattern for each class.

use kindling::data::{ImageFormat, Split};

fn hash(x: u64) -> u64 {
    let mut z = x.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ (z >> 31)
}

/// `n` images whose classes take turns; every class has pixels of its own that are bright.
pub fn made(format: ImageFormat, n: usize, seed: u64) -> Split {
    let n_pixels = format.n_pixels();
    let labels: Vec<u8> = (0..n)
        .map(|index| (index % format.n_classes()) as u8)
        .collect();
    let pixel = |index: usize, label: u8, pixel: usize| {
        let noise = hash(seed << 40 | (index * n_pixels + pixel) as u64);
        let is_bright = hash(u64::from(label) << 20 | pixel as u64).is_multiple_of(3);
        match noise % 4 {
            0 => (noise >> 32) as u8,
            _ if is_bright => 200,
            _ => 0,
        }
    };
    let labelled = labels.iter().enumerate();
    let images = labelled
        .flat_map(|(index, label)| (0..n_pixels).map(move |place| pixel(index, *label, place)));
    Split {
        format,
        images: images.collect(),
        labels,
    }
}
