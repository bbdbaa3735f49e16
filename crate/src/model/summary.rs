//! Keras's summary table: layers, output sizes, parameters.

use crate::data::ImageFormat;
use crate::protocol::{Architecture, Summary, SummaryRow};

/// The table of an architecture that reads images of a format.
///
/// Batch normalisation counts as Keras counts it: gamma, beta, moving mean and moving variance
/// are 4 · units parameters, of which the two moving statistics are not trainable.
pub fn summary(architecture: &Architecture, format: ImageFormat) -> Summary {
    let mut table = Table::default();
    let mut inputs = format.n_pixels() as u32;
    for (index, layer) in architecture.hidden.iter().enumerate() {
        let units = layer.units;
        table.push("dense", "Dense", index, units, (inputs + 1) * units, 0);
        if architecture.batch_norm {
            let name = "batch_normalization";
            table.push(
                name,
                "BatchNormalization",
                index,
                units,
                4 * units,
                2 * units,
            );
        }
        if architecture.dropout > 0.0 {
            table.push("dropout", "Dropout", index, units, 0, 0);
        }
        inputs = units;
    }
    let classes = format.classes;
    let index = architecture.hidden.len();
    table.push("dense", "Dense", index, classes, (inputs + 1) * classes, 0);
    Summary {
        total_params: table.rows.iter().map(|row| row.params).sum(),
        trainable_params: table.rows.iter().map(|row| row.params).sum::<u32>()
            - table.non_trainable_params,
        non_trainable_params: table.non_trainable_params,
        rows: table.rows,
    }
}

/// What Keras calls a dense layer, counted from 0: `dense (Dense)`, `dense_1 (Dense)`.
pub fn dense_name(index: usize) -> String {
    layer_name("dense", "Dense", index)
}

/// A layer's name and kind as Keras prints them: the first of its kind without a number.
fn layer_name(name: &str, kind: &str, index: usize) -> String {
    match index {
        0 => format!("{name} ({kind})"),
        _ => format!("{name}_{index} ({kind})"),
    }
}

#[derive(Default)]
struct Table {
    rows: Vec<SummaryRow>,
    non_trainable_params: u32,
}

impl Table {
    /// Adds a layer, named as Keras names it.
    fn push(
        &mut self,
        name: &str,
        kind: &str,
        index: usize,
        output_units: u32,
        params: u32,
        non_trainable: u32,
    ) {
        self.rows.push(SummaryRow {
            layer: layer_name(name, kind, index),
            output_units,
            params,
        });
        self.non_trainable_params += non_trainable;
    }
}
