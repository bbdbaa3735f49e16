//! How matrices lie in memory: blocks of 4 rows and 8 columns, so that kernels work on whole ones.

/// Columns of a lane: two vectors of 128 bits.
pub(super) const LANE: usize = 8;
/// Rows of a block.
pub(super) const LANES: usize = 4;
/// Lanes of a tile, whose sums stay in registers together: six would, but their rows fit less well
/// into the fastest cache (measured: no gain).
pub(super) const TILE: usize = 4;
/// Columns of a tile.
pub(super) const WIDE: usize = LANE * TILE;

/// Eight neighbours of a row.
pub(super) type Lane = [f32; LANE];
/// Eight columns of four rows.
pub(super) type Block = [Lane; LANES];
/// 32 neighbours of a row, in the first layer.
pub(super) type Tile = [Lane; TILE];

/// A lane of zeros.
pub(super) const ZERO: Lane = [0.0; LANE];

/// Values of a layer for each image of a batch, `[batch, units]`, in blocks of 4 images and 8 units.
///
/// Rows and columns beyond the true ones fill the last blocks up. The blocks of the same images
/// follow one another.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// The blocks, row of blocks after row of blocks.
    pub(super) blocks: Vec<Block>,
    /// Blocks of a row of blocks. Odd, so that the blocks of a column spread over all of a cache.
    pub(super) stride: usize,
    n_rows: usize,
}

impl Grid {
    /// One without rows, for `n_columns` columns.
    pub(super) fn new(n_columns: usize) -> Self {
        Self {
            blocks: Vec::new(),
            // The first layer writes whole tiles.
            stride: (n_columns.div_ceil(WIDE) * TILE) | 1,
            n_rows: 0,
        }
    }

    /// Makes it hold `n_rows` rows, whatever their values.
    pub(super) fn set_rows(&mut self, n_rows: usize) {
        self.n_rows = n_rows;
        self.blocks
            .resize(n_rows.div_ceil(LANES) * self.stride, [ZERO; LANES]);
    }

    /// The true rows.
    pub(super) fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// All values in the order of memory, those that fill up among them.
    pub(super) fn values(&self) -> &[f32] {
        self.blocks.as_flattened().as_flattened()
    }

    /// The same, to be changed.
    pub(super) fn values_mut(&mut self) -> &mut [f32] {
        self.blocks.as_flattened_mut().as_flattened_mut()
    }

    /// The rows of blocks.
    pub(super) fn rows(&self) -> std::slice::ChunksExact<'_, Block> {
        self.blocks.chunks_exact(self.stride)
    }

    /// The rows of blocks, to be changed.
    pub(super) fn rows_mut(&mut self) -> std::slice::ChunksExactMut<'_, Block> {
        self.blocks.chunks_exact_mut(self.stride)
    }

    /// How many rows of the `index`-th row of blocks are true ones.
    pub(super) fn n_rows_in(&self, index: usize) -> usize {
        self.n_rows.saturating_sub(index * LANES).min(LANES)
    }

    /// Zeroes the columns from `n_columns` to the end of their lane.
    pub(super) fn clear_columns_from(&mut self, n_columns: usize) {
        let (panel, first) = (n_columns / LANE, n_columns % LANE);
        if first == 0 {
            return;
        }
        for row in self.rows_mut() {
            for lane in &mut row[panel] {
                lane[first..].fill(0.0);
            }
        }
    }
}
