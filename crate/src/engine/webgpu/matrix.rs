//! Matrices as the kernels have them: rows of whole vectors of four, and one row more for a vector.

use crate::error::Result;
use crate::model::tensors::{HostTensor, values_of};

/// Numbers in a vector.
pub const VECTOR: usize = 4;

/// `n` rounded up to whole vectors.
pub fn padded(n: usize) -> usize {
    n.next_multiple_of(VECTOR)
}

/// Tensors stacked into one matrix: the rows of each, padded with zeros to whole vectors, below the
/// rows of the one before. A kernel's rows are padded in number too; vectors are single rows.
#[derive(Clone, Debug)]
pub struct Stack {
    /// Name and shape of each tensor: `[rows, columns]` or `[columns]`.
    tensors: Vec<(String, Vec<usize>)>,
}

impl Stack {
    /// A stack of the tensors of these names and shapes.
    pub fn new(tensors: impl IntoIterator<Item = (String, Vec<usize>)>) -> Self {
        Self {
            tensors: tensors.into_iter().collect(),
        }
    }

    /// The same stack of tensors of other names, such as moments.
    pub fn renamed(&self, names: impl Fn(usize) -> String) -> Self {
        let shapes = self.tensors.iter().enumerate();
        Self::new(shapes.map(|(index, (_, shape))| (names(index), shape.clone())))
    }

    /// How many numbers the matrix has.
    pub fn len(&self) -> usize {
        self.tensors
            .iter()
            .map(|(_, shape)| padded_len(shape))
            .sum()
    }

    /// The matrix of tensors on the host.
    ///
    /// # Errors
    /// [`Error::Checkpoint`](crate::error::Error::Checkpoint), naming a tensor that is missing or
    /// of another shape.
    pub fn packed(&self, tensors: &[HostTensor]) -> Result<Vec<f32>> {
        let mut matrix = Vec::with_capacity(self.len());
        for (name, shape) in &self.tensors {
            let end = matrix.len() + padded_len(shape);
            let columns = columns_of(shape);
            for row in values_of(tensors, name, shape)?.chunks_exact(columns) {
                matrix.extend_from_slice(row);
                matrix.resize(matrix.len() + padded(columns) - columns, 0.0);
            }
            matrix.resize(end, 0.0);
        }
        Ok(matrix)
    }

    /// The tensors of a matrix.
    pub fn unpacked(&self, matrix: &[f32]) -> Vec<HostTensor> {
        let mut rest = matrix;
        let tensors = self.tensors.iter().map(|(name, shape)| {
            let (own, after) = rest.split_at(padded_len(shape).min(rest.len()));
            rest = after;
            let columns = columns_of(shape);
            let rows = own.chunks_exact(padded(columns)).take(rows_of(shape));
            HostTensor {
                name: name.clone(),
                shape: shape.clone(),
                values: rows.flat_map(|row| row[..columns].to_vec()).collect(),
            }
        });
        tensors.collect()
    }
}

fn columns_of(shape: &[usize]) -> usize {
    shape.last().copied().unwrap_or(1)
}

fn rows_of(shape: &[usize]) -> usize {
    match shape {
        [rows, _] => *rows,
        _ => 1,
    }
}

fn padded_len(shape: &[usize]) -> usize {
    let rows = match shape {
        [rows, _] => padded(*rows),
        _ => 1,
    };
    rows * padded(columns_of(shape))
}
