//! Mean and spread of a few values.

/// The values of several seeds, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Values(pub Vec<f64>);

impl Values {
    /// The arithmetic mean.
    pub fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len() as f64
    }

    /// The standard deviation of a sample, with n − 1; 0 for a single value.
    pub fn stddev(&self) -> f64 {
        let mean = self.mean();
        let squares: f64 = self.0.iter().map(|value| (value - mean).powi(2)).sum();
        (squares / (self.0.len().max(2) - 1) as f64).sqrt()
    }

    /// The smallest.
    pub fn min(&self) -> f64 {
        self.0.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// The largest.
    pub fn max(&self) -> f64 {
        self.0.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// Largest minus smallest.
    pub fn range(&self) -> f64 {
        self.max() - self.min()
    }
}

impl FromIterator<f64> for Values {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_is_that_of_a_sample() {
        let values = Values(vec![2.0, 4.0, 9.0]);
        assert_eq!(values.mean(), 5.0);
        assert_eq!(
            (values.min(), values.max(), values.range()),
            (2.0, 9.0, 7.0)
        );
        // (9 + 1 + 16) / 2
        assert_eq!(values.stddev(), 13.0_f64.sqrt());
    }

    #[test]
    fn a_single_value_has_no_spread() {
        let values = Values(vec![0.98]);
        assert_eq!((values.stddev(), values.range()), (0.0, 0.0));
    }
}
