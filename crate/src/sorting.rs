//! The one sort of the crate: each other kind of element would be kilobytes of the page's code.

/// Indices of keys, the smallest key's first, those of equal keys in their order.
pub fn order_of(keys: impl Iterator<Item = u64>) -> Vec<usize> {
    let mut order: Vec<(u64, u32)> = keys.zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, index)| index as usize).collect()
}
